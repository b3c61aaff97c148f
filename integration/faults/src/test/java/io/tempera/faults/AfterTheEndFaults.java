package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Talk.behindARound;
import static io.tempera.faults.Talk.keepAlive;

import io.tempera.nodekit.Sdu;
import java.util.stream.Stream;

/** Bytes that come when the connection is over for the node: nobody looks at them. */
final class AfterTheEndFaults {
  private static final byte[] MEGABYTE = new byte[1 << 20];
  private static final Sdu OTHER_NETWORK = Proposals.proposal("8200a10f84182bf500f4");
  private static final Sdu QUERY = Proposals.proposal("8200a10f84182af500f5");

  private AfterTheEndFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        named("a round behind a proposal that is refused")
            .does(
                Step.send(OTHER_NETWORK, Talk.keepAliveRequest(0xbeef)),
                Step.expectAnswer("820283020f"))
            .saying("we refused", "network magic 42"),
        named("a megabyte behind a refusal")
            .does(
                Step.send(OTHER_NETWORK),
                Step.expectAnswer("820283020f"),
                Step.sendInVain(MEGABYTE))
            .saying("we refused", "network magic 42"),
        named("a second proposal behind a refusal")
            .does(
                Step.send(OTHER_NETWORK),
                Step.expectAnswer("820283020f"),
                Step.sendInVain(Proposals.PROPOSAL.bytes()))
            .saying("we refused", "network magic 42"),
        named("a round behind a query")
            .does(Step.send(QUERY, Talk.keepAliveRequest(0xbeef)), Step.expectAnswer("8203"))
            .endsInOrder(),
        named("a megabyte behind the answer to a query")
            .does(Step.send(QUERY), Step.expectAnswer("8203"), Step.sendInVain(MEGABYTE))
            .endsInOrder(),
        named("a second proposal behind an accepted one")
            .does(
                Step.send(Proposals.PROPOSAL),
                Step.expect(Proposals.ACCEPT),
                Step.send(Proposals.PROPOSAL))
            .saying("SDU for mini-protocol 0,", "does not run here"),
        named("a second proposal together with the first")
            .does(Step.send(Proposals.PROPOSAL, Proposals.PROPOSAL), Step.expect(Proposals.ACCEPT))
            .saying("SDU for mini-protocol 0,", "does not run here"),
        named("a good proposal behind garbage")
            .does(Step.send(Proposals.proposal("ffff"), Proposals.PROPOSAL))
            .saying("no handshake message"),
        named("a megabyte behind garbage")
            .does(Step.send(Proposals.proposal("ffff")), Step.sendInVain(MEGABYTE))
            .saying("no handshake message"),
        named("a good request behind garbage")
            .does(behindARound(Step.send(keepAlive("ff"), Talk.keepAliveRequest(0xbeef))))
            .saying("what arrived is no message"),
        named("a megabyte behind an SDU of an unknown number")
            .does(behindARound(Step.send(Sdu.fromInitiator(99, "00")), Step.sendInVain(MEGABYTE)))
            .saying("SDU for mini-protocol 99"),
        named("a reset behind a proposal that is refused")
            .does(Step.send(OTHER_NETWORK), Step.expectAnswer("820283020f"), Step.reset())
            .isItsOwnEnd(),
        named("a reset behind a request")
            .does(behindARound(Step.send(Talk.keepAliveRequest(0xbeef)), Step.reset()))
            .saying("the connection broke"),
        named("a reset behind Done")
            .does(behindARound(Step.send(keepAlive("8102")), Step.reset()))
            .isItsOwnEnd());
  }
}
