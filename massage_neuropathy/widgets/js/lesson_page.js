/* The script of the book's pages. */
import { startBook } from "./book.js";

startBook();
