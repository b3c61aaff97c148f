package io.tempera.faults;

import io.tempera.nodekit.Sdu;
import java.util.stream.Stream;

/**
 * A hundred megabytes, or ten million SDUs, of everything that can be sent: more than the system's
 * buffers take, so that it cannot all be written before a slow node has looked at it.
 */
final class Floods {
  private static final long HUNDRED_MEGABYTES = 100 << 20;

  /** SDUs of a byte each, their headers beside them. */
  private static final long MILLIONS_OF_TINY_ONES = 90_000_000;

  private static final int MOST_PAYLOAD = 65_535;
  private static final String ZEROS = "00".repeat(MOST_PAYLOAD);

  /** A proposal with a version whose data are a hundred megabytes. */
  private static final String HUGE_PROPOSAL = "8200a10d5a06400000";

  private static final String HUGE_ECHO = "82005a06400000";

  /** The message's, or what may wait: which of them is broken first is a race. */
  private static final String A_LIMIT = "the limit is ";

  private Floods() {}

  static Stream<Flood> all() {
    return Stream.of(handshake(), running(), hot()).flatMap(floods -> floods);
  }

  private static Stream<Flood> handshake() {
    return Stream.of(
        Flood.of(
            "a handshake of 100 MB",
            HUNDRED_MEGABYTES,
            Proposals.proposal(ZEROS),
            "limit is",
            Step.send(Proposals.proposal(HUGE_PROPOSAL))),
        Flood.of(
            "a handshake of millions of tiny SDUs",
            MILLIONS_OF_TINY_ONES,
            Proposals.proposal("00"),
            "limit is",
            Step.send(Proposals.proposal(HUGE_PROPOSAL))),
        Flood.of(
            "100 MB of proposals", HUNDRED_MEGABYTES, Proposals.PROPOSAL, "the remote side sent"));
  }

  private static Stream<Flood> running() {
    Step[] agreed = Talk.behindAnEcho();
    return Stream.of(
        Flood.of(
            "100 MB for keep-alive",
            HUNDRED_MEGABYTES,
            Talk.keepAlive(ZEROS),
            "limit is 1408",
            agreed),
        Flood.of(
            "millions of tiny SDUs for keep-alive's other half",
            MILLIONS_OF_TINY_ONES,
            Sdu.fromResponder(8, "00"),
            "1409 bytes, the limit is 1408",
            agreed),
        Flood.of(
            "100 MB of good keep-alive requests that nobody waits for",
            HUNDRED_MEGABYTES,
            Talk.keepAlive("820001".repeat(400)),
            "limit is 1408",
            agreed),
        Flood.of(
            "100 MB for one echo",
            HUNDRED_MEGABYTES,
            Talk.echo(ZEROS),
            "limit is 6553",
            Talk.behindAnEcho(Step.send(Talk.echo(HUGE_ECHO)))),
        Flood.of(
            "100 MB for echo's other half",
            HUNDRED_MEGABYTES,
            Sdu.fromResponder(Talk.ECHO, ZEROS),
            "limit is 65536",
            agreed),
        Flood.of(
            "millions of tiny SDUs for echo's other half",
            MILLIONS_OF_TINY_ONES,
            Sdu.fromResponder(Talk.ECHO, "00"),
            "65537 bytes, the limit is 65536",
            agreed),
        Flood.of(
            "100 MB of echoes that nobody reads",
            HUNDRED_MEGABYTES,
            Talk.echo("820059ea60" + "00".repeat(60_000)),
            "limit is 65536",
            agreed),
        Flood.of(
            "millions of tiny SDUs of an unknown number",
            MILLIONS_OF_TINY_ONES,
            Sdu.fromInitiator(99, "00"),
            "SDU for mini-protocol 99",
            agreed));
  }

  /** What peers say of headers, blocks, transactions and other peers. */
  private static Stream<Flood> hot() {
    return Stream.of(
        Flood.of(
            "100 MB of requests for headers where there are none",
            HUNDRED_MEGABYTES,
            Sdu.fromInitiator(ChainTalk.CHAIN_SYNC, "8100".repeat(30_000)),
            "limit is 462000",
            Talk.behindARound()),
        Flood.of(
            "100 MB of points in one request",
            HUNDRED_MEGABYTES,
            Sdu.fromInitiator(ChainTalk.CHAIN_SYNC, "80".repeat(MOST_PAYLOAD)),
            A_LIMIT,
            Talk.behindARound(Step.send(Sdu.fromInitiator(ChainTalk.CHAIN_SYNC, "82049f")))),
        Flood.of(
            "100 MB of tiny transactions in one answer",
            HUNDRED_MEGABYTES,
            TxFaults.says(ZEROS),
            A_LIMIT,
            TxFaults.askedForOne(Step.send(TxFaults.says("82039f")))),
        Flood.of(
            "100 MB of requests for peers that nobody waits for",
            HUNDRED_MEGABYTES,
            Sdu.fromInitiator(SharingFaults.PEER_SHARING, "820008".repeat(1_900)),
            "limit is 5760",
            SharingFaults.sharing(
                Step.send(Talk.keepAliveRequest(0x1234)),
                Step.expect(Talk.keepAliveResponse(0x1234)))));
  }
}
