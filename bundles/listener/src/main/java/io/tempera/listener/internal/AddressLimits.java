package io.tempera.listener.internal;

/**
 * What each remote address may have: the reference has no such limit (ouroboros-network, issue
 * 1023), so there a single one can take every place.
 *
 * @param connections inbound connections that it may hold; 0 for any number
 * @param attemptsPerSecond connections that it may open in a second, in the long run; 0 for any
 *     number
 * @param burst how many of them may come at once, after a while without any; at least 1
 * @param remembered addresses whose attempts are remembered; beyond it the one that has been quiet
 *     for longest is forgotten, and may come with a whole burst again; at least 1
 */
public record AddressLimits(int connections, int attemptsPerSecond, int burst, int remembered) {
  /** No limits. */
  public static final AddressLimits NONE = new AddressLimits(0, 0, 1, 1);

  /** Checks the ranges. */
  public AddressLimits {
    if (connections < 0 || attemptsPerSecond < 0 || burst < 1 || remembered < 1) {
      throw new IllegalArgumentException(
          "connections %d, attempts %d, burst %d, remembered %d"
              .formatted(connections, attemptsPerSecond, burst, remembered));
    }
  }
}
