/**
 * Prints one element: it is put into a print root that only paper shows, and taken away when the dialog closes.
 * For sheets of A4; receipts and labels go through client/printing.
 */
export function printElement(element: HTMLElement): void {
  const root = document.createElement('div');
  root.className = 'print-root';
  const style = document.createElement('style');
  style.textContent = '@page{size:A4;margin:20mm}';
  root.append(style, element);
  document.body.append(root);
  document.body.classList.add('printing');
  const done = (): void => {
    document.body.classList.remove('printing');
    root.remove();
  };
  addEventListener('afterprint', done, { once: true });
  print();
}
