package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** {@code ./run node --connect … --follow}, as an operator sees it. */
public class FollowIT {
  private final Path distribution = Path.of(System.getProperty("tempera.distribution"));

  @Test
  public void aNodeFollowsAPeerFromItsTipOnAndShowsItUntilItIsToldToStop() throws Exception {
    try (SecondNode peer = SecondNode.start(distribution)) {
      String address = "127.0.0.1:" + peer.address().getPort();
      peer.awaitSaid(Pattern.compile("chain: block [5-9] "));
      try (SecondNode follower = SecondNode.follow(distribution, peer.address())) {
        Pattern line =
            Pattern.compile(
                "^tip (\\d+) at slot \\d+ \\(\\p{XDigit}{12}\\.\\.\\.\\); " + address + " is HOT$");
        Matcher first = follower.awaitSaid(line);
        Matcher second = follower.awaitSaid(line);
        assertTrue(Long.parseLong(first.group(1)) < Long.parseLong(second.group(1)));
        try (Control control = follower.control()) {
          String chain = control.ok("tempera:chain");
          assertFalse("It began at the peer's tip: " + chain, chain.contains("after origin"));
        }
        assertEquals(0, follower.stop());
      }
      assertEquals(0, peer.stop());
    }
  }
}
