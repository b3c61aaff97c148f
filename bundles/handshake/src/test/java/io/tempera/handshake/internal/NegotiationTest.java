package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.hex;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.withOwn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.handshake.RefuseReason;
import io.tempera.handshake.VersionData;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.handshake.internal.HandshakeMachine.State;
import io.tempera.handshake.internal.HandshakeMachine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Two of our machines with each other, over every pair of offers, and with noise between them. */
class NegotiationTest {
  /** Every set of versions with every flag and some own numbers. */
  private static List<Offer> allOffers() {
    List<Offer> offers = new ArrayList<>();
    for (int versions = 1; versions < 8; versions++) {
      SortedSet<Integer> set = new TreeSet<>();
      for (int i = 0; i < 3; i++) {
        if ((versions >> i & 1) != 0) {
          set.add(14 + i);
        }
      }
      for (int flags = 0; flags < 16; flags++) {
        VersionData data =
            data(42, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0);
        for (List<Integer> own : List.of(List.<Integer>of(), List.of(99, 100), List.of(100, 101))) {
          offers.add(new Offer(set, data, new TreeSet<>(own)));
        }
      }
    }
    return offers;
  }

  /** What must come out, computed the plain way. */
  private static Optional<Agreed> expected(Offer one, Offer other) {
    SortedSet<Integer> versions = new TreeSet<>(one.versions());
    versions.retainAll(other.versions());
    SortedSet<Integer> own = new TreeSet<>(one.ownNumbers());
    own.retainAll(other.ownNumbers());
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    int version = versions.last();
    VersionData a = one.data();
    VersionData b = other.data();
    return Optional.of(
        new Agreed(
            version,
            new VersionData(
                42,
                a.diffusionMode().compareTo(b.diffusionMode()) < 0
                    ? a.diffusionMode()
                    : b.diffusionMode(),
                a.peerSharing() & b.peerSharing(),
                a.query() | b.query(),
                version >= 16 & a.perasSupport() & b.perasSupport()),
            own));
  }

  @Test
  void bothSidesComputeTheSameForEveryPairOfOffers(TestReporter reporter) {
    assertThat(DiffusionMode.INITIATOR_ONLY).isLessThan(DiffusionMode.INITIATOR_AND_RESPONDER);
    List<Offer> offers = allOffers();
    List<HandshakeMachine> machines = offers.stream().map(HandshakeMachine::new).toList();
    List<byte[]> proposals = new ArrayList<>();
    for (HandshakeMachine machine : machines) {
      Step begun = machine.step(new State.Start(), new Input.Begin());
      proposals.add(HandshakeCodec.encode(begun.send().orElseThrow()));
    }
    int accepted = 0;
    int queried = 0;
    int refused = 0;
    for (int c = 0; c < offers.size(); c++) {
      for (int s = 0; s < offers.size(); s++) {
        Optional<Agreed> expected = expected(offers.get(c), offers.get(s));
        Step server = machines.get(s).step(new State.Propose(), new Input.Came(proposals.get(c)));
        byte[] answer = HandshakeCodec.encode(server.send().orElseThrow());
        HandshakeOutcome served = outcome(server);
        HandshakeOutcome answered =
            outcome(machines.get(c).step(new State.Confirm(), new Input.Came(answer)));
        // In a simultaneous open the client gets the other side's proposal instead.
        HandshakeOutcome crossed =
            outcome(machines.get(c).step(new State.Confirm(), new Input.Came(proposals.get(s))));
        if (expected.isEmpty()) {
          RefuseReason reason = mismatch(offers.get(s));
          same(served, new HandshakeOutcome.Refused(true, reason));
          same(answered, new HandshakeOutcome.Refused(false, reason));
          same(crossed, new HandshakeOutcome.Refused(true, mismatch(offers.get(c))));
          refused++;
          continue;
        }
        same(crossed, new HandshakeOutcome.Accepted(expected.get()));
        if (expected.get().data().query()) {
          same(served, new HandshakeOutcome.Queried(table(offers.get(c))));
          same(answered, new HandshakeOutcome.Queried(table(offers.get(s))));
          queried++;
        } else {
          same(served, new HandshakeOutcome.Accepted(expected.get()));
          same(answered, new HandshakeOutcome.Accepted(expected.get()));
          accepted++;
        }
      }
    }
    reporter.publishEntry(
        Map.of(
            "pairs", "" + offers.size() * offers.size(),
            "accepted", "" + accepted,
            "queried", "" + queried,
            "refused", "" + refused));
    assertThat(accepted).isPositive();
    assertThat(queried).isPositive();
    assertThat(refused).isPositive();
  }

  private static RefuseReason mismatch(Offer offer) {
    return new RefuseReason.VersionMismatch(
        offer.versions().stream().map(Integer::longValue).toList());
  }

  private static java.util.SortedMap<Integer, VersionData> table(Offer offer) {
    return VersionTable.readable(VersionTable.of(offer));
  }

  private static HandshakeOutcome outcome(Step step) {
    return ((State.Done) step.state()).outcome();
  }

  private static void same(HandshakeOutcome actual, HandshakeOutcome expected) {
    if (!actual.equals(expected)) {
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void withoutOwnNumbersNothingOnTheWireIsOurs() {
    for (Offer offer : allOffers()) {
      boolean ours = VersionTable.of(offer).containsKey(VersionNumbers.OWN);
      assertThat(ours).isEqualTo(!offer.ownNumbers().isEmpty());
    }
  }

  @Test
  void anAgreementWithOwnNumbersOnTheWire() {
    Offer client = withOwn(offer(data(42, false, true), 14, 15), 99, 100);
    Offer server = withOwn(offer(data(42, false, true, false, true), 15, 16), 100, 101);
    Step served =
        new HandshakeMachine(server)
            .step(
                new State.Propose(),
                new Input.Came(
                    HandshakeCodec.encode(new HandshakeMessage.Versions(VersionTable.of(client)))));
    assertThat(hex(HandshakeCodec.encode(served.send().orElseThrow())))
        .isEqualTo("8301195445" + "87182af401f40f001864");
    assertThat(outcome(served))
        .isEqualTo(
            new HandshakeOutcome.Accepted(
                new Agreed(15, data(42, false, true), new TreeSet<>(List.of(100)))));
  }

  @Test
  void ourOwnEntryIsRefusedLikeAnyOther() {
    Offer server = withOwn(offer(data(42, false, false), 14, 15), 99);
    // data that cannot be read; another network; a base version below everything in common
    assertThat(serve(server, "8200a20f84182af400f4195445f6"))
        .isInstanceOfSatisfying(
            RefuseReason.DecodeError.class,
            reason -> assertThat(reason.version()).isEqualTo(VersionNumbers.OWN));
    assertThat(serve(server, "8200a20f84182af400f4195445" + "87182bf400f40f001863"))
        .isInstanceOfSatisfying(
            RefuseReason.NotAcceptable.class,
            reason -> assertThat(reason.version()).isEqualTo(VersionNumbers.OWN));
    assertThat(serve(server, "8200a20f84182af400f4195445" + "87182af400f40e001863"))
        .isEqualTo(new RefuseReason.VersionMismatch(List.of(14L, 15L)));
    assertThat(serve(server, "8200a1195445" + "87182af400f40f001863"))
        .isEqualTo(new RefuseReason.VersionMismatch(List.of(14L, 15L)));
  }

  private static RefuseReason serve(Offer server, String proposal) {
    Step step =
        new HandshakeMachine(server).step(new State.Propose(), new Input.Came(bytes(proposal)));
    return ((HandshakeOutcome.Refused) outcome(step)).reason();
  }

  @Test
  void anAnswerWithABaseVersionThatWasNotProposedIsRefused() {
    Offer client = withOwn(offer(data(42, false, false), 14, 15), 99);
    Step step =
        new HandshakeMachine(client)
            .step(
                new State.Confirm(), new Input.Came(bytes("8301195445" + "87182af400f410001863")));
    assertThat(outcome(step))
        .isEqualTo(
            new HandshakeOutcome.Refused(
                true,
                new RefuseReason.NotAcceptable(16, "it was not proposed, proposed were [14, 15]")));
  }

  @Test
  void numbersThatTheOtherSideAddsAreNotAgreed() {
    Offer client = withOwn(offer(data(42, false, false), 14, 15), 99);
    Step step =
        new HandshakeMachine(client)
            .step(
                new State.Confirm(),
                new Input.Came(bytes("8301195445" + "88182af400f40f0018631864")));
    assertThat(((HandshakeOutcome.Accepted) outcome(step)).agreed().ownNumbers())
        .containsExactly(99);
  }

  @Test
  void whateverComesTheMachineComesToAnEnd() {
    Offer offer = withOwn(offer(data(42, false, true), 14, 15, 16), 99, 1000);
    HandshakeMachine machine = new HandshakeMachine(offer);
    List<byte[]> seeds = new ArrayList<>();
    HandshakeCodecTest.goldenBytes()
        .forEach(arguments -> seeds.add(bytes((String) arguments.get()[1])));
    Random random = new Random(20_260_101);
    for (int i = 0; i < 20_000; i++) {
      byte[] message = mutate(seeds.get(random.nextInt(seeds.size())).clone(), random);
      for (State state : List.of(new State.Propose(), new State.Confirm())) {
        Step step = machine.step(state, new Input.Came(message));
        assertThat(step.state()).isInstanceOf(State.Done.class);
        step.send().ifPresent(HandshakeCodec::encode);
      }
    }
  }

  private static byte[] mutate(byte[] message, Random random) {
    byte[] changed = message;
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt(256);
        case 2 -> changed = java.util.Arrays.copyOf(changed, at + 1);
        default -> {
          byte[] longer = new byte[changed.length + 1];
          System.arraycopy(changed, 0, longer, 0, at);
          longer[at] = (byte) random.nextInt(256);
          System.arraycopy(changed, at, longer, at + 1, changed.length - at);
          changed = longer;
        }
      }
    }
    return changed;
  }
}
