/* The three ways of being asked outside the lessons. */
import { showFinal } from "./final.js";
import { showPractice } from "./practice.js";
import { showStartingCheck } from "./starting_check.js";

const WAYS = { start: showStartingCheck, final: showFinal, practice: showPractice };

export function showAssessment(root, kind, host, shelf) {
  WAYS[kind](root, host, shelf);
}
