export function showProgress(root) {
  root.append("This part is being built.");
}
