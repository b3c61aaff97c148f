package io.tempera.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a command as they were typed. Gogo reads {@code [::1]:3001} without quotes as a
 * list, which it shows with quotes, and a word; here they are one again.
 */
final class Arguments {
  private static final Pattern LIST = Pattern.compile("\\[\"?([^\"\\[\\]]*)\"?]");

  private Arguments() {}

  /** The arguments, with addresses that were taken apart put together. */
  static List<String> of(String... given) {
    List<String> typed = new ArrayList<>();
    for (String argument : given) {
      Matcher list = LIST.matcher(typed.isEmpty() ? "" : typed.getLast());
      if (argument.startsWith(":") && list.matches()) {
        typed.removeLast();
        typed.add("[" + list.group(1) + "]" + argument);
      } else {
        typed.add(argument);
      }
    }
    return typed;
  }
}
