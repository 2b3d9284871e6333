import type { Brand, ConnectionView } from '../../../../shared/api.ts';

/** What `PUT /v1/connection` takes: what is left out stays. */
export type Change = { apiKey?: string; shared?: true; paused?: boolean; brand?: Partial<Brand> };

/** Changes the connection; null disconnects. Resolves to what stands then. @throws {ApiError} */
export type Send = (change: Change | null) => Promise<ConnectionView>;
