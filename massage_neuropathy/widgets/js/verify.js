export function showVerify(root) {
  root.append("This part is being built.");
}
