// Buttons that copy the text of another element, named by its id.

for (const button of document.querySelectorAll('button[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      // Where copying is not allowed, Ctrl-C is.
      getSelection().selectAllChildren(source);
    }
  });
}
