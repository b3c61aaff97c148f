package io.tempera.shell.internal;

/**
 * Text that the remote side may have had a hand in, such as the reason of a refusal, made safe for
 * a terminal.
 */
final class SafeText {
  private SafeText() {}

  /** The text with each control character, line feeds included, as a question mark. */
  static String of(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '?' : (char) c));
    return safe.toString();
  }
}
