package io.tempera.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line of one node says, as the framework properties that the files in {@code
 * etc/} refer to. What it does not say keeps the default that those files name.
 *
 * @param properties by name, such as {@code tempera.listen}
 * @param interactive whether the node should offer its shell on the terminal
 * @param follows whether it shows the tip of its chain instead, as it moves
 * @param chain whether it runs the mini-protocols of a chain
 */
record NodeOptions(
    Map<String, String> properties, boolean interactive, boolean follows, boolean chain) {
  /** What fits the 32 bits that a network magic has on the wire. */
  private static final long MAX_MAGIC = 0xffff_ffffL;

  private static final Pattern VERSIONS = Pattern.compile("\\d+(,\\d+)*");
  private static final Pattern RANGES = Pattern.compile("\\d+(-\\d+)?(,\\d+(-\\d+)?)*");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,5}(\\.\\d{1,3})?");

  /** An IPv6 address stands in brackets. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[[^\\]\\s]+]|[^:,/\\[\\]\\s]+):(\\d{1,5})");

  /** An absolute path; a comma or a space would end an entry of the list of peers. */
  private static final Pattern UNIX = Pattern.compile("unix:/[^,\\s]+");

  static NodeOptions parse(List<String> args) {
    Map<String, String> properties = new LinkedHashMap<>();
    List<String> peers = new ArrayList<>();
    boolean interactive = false;
    boolean follows = false;
    boolean chain = true;
    for (int i = 0; i < args.size(); i++) {
      String option = args.get(i);
      switch (option) {
        case "--listen" -> properties.put("tempera.listen", address(option, args, ++i, 0));
        case "--connect" -> peers.add(address(option, args, ++i, 1));
        case "--magic" -> properties.put("tempera.network.magic", magic(option, args, ++i));
        case "--versions" ->
            properties.put("tempera.versions", listed(option, args, ++i, VERSIONS, "14,15"));
        case "--own-protocols" ->
            properties.put(
                "tempera.own.protocols", listed(option, args, ++i, RANGES, "7001,7010-7019"));
        case "--initiator-only" -> properties.put("tempera.initiator.only", "true");
        case "--forge" ->
            properties.put("tempera.chain.sample.interval", seconds(option, args, ++i));
        case "--follow" -> follows = true;
        case "--no-chain" -> chain = false;
        case "--interactive" -> interactive = true;
        default -> throw new UsageException("A node does not know the option '" + option + "'");
      }
    }
    if (!peers.isEmpty()) {
      properties.put("tempera.peers", String.join(",", peers));
    }
    if (follows) {
      if (peers.isEmpty()) {
        throw new UsageException("--follow needs a peer to follow: --connect HOST:PORT");
      }
      if (!chain) {
        throw new UsageException(
            "--follow needs a chain, and --no-chain takes it away: leave one out");
      }
      properties.put("tempera.chain.start", "tip");
    }
    return new NodeOptions(properties, interactive && !follows, follows, chain);
  }

  private static String value(String option, List<String> args, int index) {
    if (index >= args.size() || args.get(index).startsWith("--")) {
      throw new UsageException(option + " needs a value");
    }
    return args.get(index);
  }

  private static String magic(String option, List<String> args, int index) {
    String text = value(option, args, index);
    try {
      long magic = Long.parseLong(text);
      if (magic >= 0 && magic <= MAX_MAGIC) {
        return text;
      }
    } catch (NumberFormatException e) {
      // Said below, like every other number that is none.
    }
    throw new UsageException(
        option + " needs a whole number from 0 to " + MAX_MAGIC + ", not '" + text + "'");
  }

  private static String listed(
      String option, List<String> args, int index, Pattern pattern, String example) {
    String text = value(option, args, index);
    if (!pattern.matcher(text).matches()) {
      throw new UsageException(
          option + " needs numbers, such as " + example + ", not '" + text + "'");
    }
    return text;
  }

  private static String seconds(String option, List<String> args, int index) {
    String text = value(option, args, index);
    if (!SECONDS.matcher(text).matches() || Double.parseDouble(text) == 0) {
      throw new UsageException(
          option
              + " needs seconds from one block to the next, such as 1 or 0.5, not '"
              + text
              + "'");
    }
    return text;
  }

  /** A first look: the node reads it more closely when it starts. */
  private static String address(String option, List<String> args, int index, int leastPort) {
    String text = value(option, args, index);
    if (!UNIX.matcher(text).matches() && !isHostAndPort(text, leastPort)) {
      throw new UsageException(
          option
              + " needs HOST:PORT or unix:PATH, such as 127.0.0.1:3001, [::1]:3001 or unix:/run/tempera.sock,"
              + " not '"
              + text
              + "'");
    }
    return text;
  }

  private static boolean isHostAndPort(String text, int leastPort) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group(1));
    return port >= leastPort && port <= 65_535;
  }
}
