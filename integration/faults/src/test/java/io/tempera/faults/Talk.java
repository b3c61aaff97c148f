package io.tempera.faults;

import io.tempera.nodekit.Sdu;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The messages of keep-alive and echo, as SDUs. */
final class Talk {
  static final int KEEP_ALIVE = 8;
  static final int ECHO = 7_001;

  private static final int ROUND = 0x4711;

  private Talk() {}

  /** Bytes for keep-alive's responder. */
  static Sdu keepAlive(String hex) {
    return Sdu.fromInitiator(KEEP_ALIVE, hex);
  }

  static Sdu keepAliveRequest(int cookie) {
    return keepAlive("820019" + hex(cookie));
  }

  /** A cookie is not sent back in the form in which it came. */
  static Sdu keepAliveResponse(int cookie) {
    if (cookie < 0x100) {
      throw new IllegalArgumentException("A cookie of two bytes, please, not " + cookie);
    }
    return Sdu.fromResponder(KEEP_ALIVE, "820119" + hex(cookie));
  }

  /** The steps of a handshake and a keep-alive round, after which its responder runs, and more. */
  static Step[] behindARound(Step... then) {
    Step round = new Round(keepAliveRequest(ROUND), keepAliveResponse(ROUND));
    return Proposals.agreed(Stream.concat(Stream.of(round), Stream.of(then)).toArray(Step[]::new));
  }

  /** The same with echo. */
  static Step[] behindAnEcho(Step... then) {
    Step round = new Round(echoRequest(ROUND), echoResponse(ROUND));
    return Proposals.agreedWithEcho(
        Stream.concat(Stream.of(round), Stream.of(then)).toArray(Step[]::new));
  }

  /** Bytes for echo's responder. */
  static Sdu echo(String hex) {
    return Sdu.fromInitiator(ECHO, hex);
  }

  static Sdu echoRequest(int word) {
    return echo("820042" + hex(word));
  }

  static Sdu echoResponse(int word) {
    return Sdu.fromResponder(ECHO, "820142" + hex(word));
  }

  private static String hex(int word) {
    return HexFormat.of().toHexDigits((short) word);
  }
}
