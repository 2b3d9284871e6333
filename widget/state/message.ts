/** A sentence beside the status. */
export type Message = {
  /** The name of its icon. */
  icon: string;
  text: string;
  isAlert?: boolean;
  /** It is about a bank transfer, whose details can be opened. */
  isTransfer?: boolean;
  /** The checkout to which it offers a link. */
  checkoutUrl?: string;
};
