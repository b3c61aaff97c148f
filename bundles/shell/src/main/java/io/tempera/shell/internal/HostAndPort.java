package io.tempera.shell.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as it was typed, not resolved.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a name
 * @param port 1 to 65 535
 */
record HostAndPort(String host, int port) {
  private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+(?:%[^\\]]+)?)]:(.*)");
  private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]/\\s]+):(.*)");
  private static final int MAX_PORT = 65_535;
  private static final String EXAMPLES = "127.0.0.1:3001, [::1]:3001 or relay.example.org:3001";

  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws CommandFailed when it is something else; the sentence says what is wrong
   */
  static HostAndPort parse(String typed) {
    Matcher matcher = BRACKETS.matcher(typed);
    if (!matcher.matches()) {
      matcher = PLAIN.matcher(typed);
    }
    if (!matcher.matches()) {
      throw new CommandFailed(complaint(typed));
    }
    return new HostAndPort(matcher.group(1), port(typed, matcher.group(2)));
  }

  private static String complaint(String typed) {
    if (typed.chars().filter(c -> c == ':').count() > 1 && !typed.startsWith("[")) {
      return "'"
          + typed
          + "' has several colons: write an IPv6 address in brackets, as in [::1]:3001.";
    }
    return typed.contains(":")
        ? "'" + typed + "' is not an address: write " + EXAMPLES + "."
        : "'" + typed + "' has no port: write " + EXAMPLES + ".";
  }

  private static int port(String typed, String digits) {
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new CommandFailed(
          "The port of '" + typed + "' is 1 to " + MAX_PORT + ", not '" + digits + "'.");
    }
    return port;
  }
}
