/* The one shelf of a page of the book. */
import { BookShelf } from "./shelf.js";

export const shelf = new BookShelf();
