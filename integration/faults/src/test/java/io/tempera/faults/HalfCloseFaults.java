package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Talk.behindARound;
import static io.tempera.faults.Talk.behindAnEcho;
import static io.tempera.faults.Talk.keepAlive;

import io.tempera.nodekit.NodeTime;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A FIN between two messages, at every point of a conversation: what was asked is still answered.
 * The node's time stands still, so that the grace is not over before, however slow the machine is.
 */
final class HalfCloseFaults {
  /** How long a node goes on behind a FIN (network-mux Bearer.Socket). */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final String RAN =
      "the remote side closed the connection while mini-protocols ran";

  private HalfCloseFaults() {}

  static Stream<Fault> all(NodeTime time) {
    Step grace = Step.letPass(time, GRACE);
    return Stream.of(
        named("FIN behind a proposal")
            .does(
                Step.send(Proposals.PROPOSAL),
                Step.halfClose(),
                Step.expect(Proposals.ACCEPT),
                grace)
            .noting("the remote side closed it"),
        named("FIN behind a proposal that is refused")
            .does(
                Step.send(Proposals.proposal("8200a10d00")),
                Step.halfClose(),
                Step.expectAnswer("82028200820e0f"))
            .saying("we refused", "no version in common"),
        named("FIN behind a query")
            .does(
                Step.send(Proposals.proposal("8200a10f84182af500f5")),
                Step.halfClose(),
                Step.expectAnswer("8203"))
            .endsInOrder(),
        named("FIN behind garbage")
            .does(Step.send(Proposals.proposal("ffff")), Step.halfClose())
            .saying("no handshake message"),
        named("FIN behind a keep-alive request")
            .does(
                behindARound(
                    Step.send(Talk.keepAliveRequest(0xbeef)),
                    Step.halfClose(),
                    Step.expect(Talk.keepAliveResponse(0xbeef)),
                    grace))
            .saying(RAN),
        named("FIN behind an echo request")
            .does(
                behindAnEcho(
                    Step.send(Talk.echoRequest(0xcafe)),
                    Step.halfClose(),
                    Step.expect(Talk.echoResponse(0xcafe)),
                    grace))
            .saying(RAN),
        named("FIN behind garbage for keep-alive")
            .does(behindARound(Step.send(keepAlive("ff")), Step.halfClose()))
            .saying("what arrived is no message"),
        named("FIN behind keep-alive's Done")
            .does(behindARound(Step.send(keepAlive("8102")), Step.halfClose(), grace))
            .noting("the remote side closed it"),
        named("FIN behind echo's Done")
            .does(behindAnEcho(Step.send(Talk.echo("8102")), Step.halfClose(), grace))
            .saying(RAN));
  }
}
