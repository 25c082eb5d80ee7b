export function showReview(root) {
  root.append("This part is being built.");
}
