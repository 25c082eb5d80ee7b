export function showAssessment(root) {
  root.append("This part is being built.");
}
