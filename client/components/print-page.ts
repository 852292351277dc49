/**
 * Prints one element: it is put into a print root that only paper shows, and taken away when the dialog closes. Paper
 * width is set for that print alone.
 */
export function printElement(element: HTMLElement, paper: '80mm' | 'A4'): void {
  const root = document.createElement('div');
  root.className = 'print-root';
  const style = document.createElement('style');
  style.textContent = paper === '80mm' ? '@page{size:80mm auto;margin:0 4mm}' : '@page{size:A4;margin:20mm}';
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
