package io.tempera.tracelog.internal;

/**
 * Makes one line of a trace's text. A remote side can put what it likes into some of them, such as
 * the reason of a refusal: no control character of it reaches the log or the terminal.
 */
final class OneLine {
  /** How many characters of a text are written; the rest is cut off. */
  static final int MAX_CHARS = 4_096;

  private static final String CUT = "... (cut)";

  private OneLine() {}

  /** The text with each control character and line separator as a question mark, cut if long. */
  static String of(String text) {
    String kept = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + CUT : text;
    if (kept.chars().noneMatch(OneLine::breaksLine)) {
      return kept;
    }
    StringBuilder line = new StringBuilder(kept.length());
    kept.chars().forEach(c -> line.append(breaksLine(c) ? '?' : (char) c));
    return line.toString();
  }

  /** Controls, line and paragraph separators, and what turns the writing direction round. */
  private static boolean breaksLine(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
