package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;

import io.tempera.chain.Encoded;
import io.tempera.chain.sample.MadeUpTransaction;
import io.tempera.chain.sample.MadeUpTransactions;
import io.tempera.nodekit.Sdu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What may be wrong in the transactions of a peer that connected to us, and their names. */
final class TxFaults {
  static final int TX_SUBMISSION = 4;

  private static final String NO_MESSAGE = "what arrived is no message";
  private static final String INIT = "8106";
  private static final Sdu ASK = Sdu.fromResponder(TX_SUBMISSION, "8400f50003");

  private static final List<MadeUpTransaction> MADE =
      Stream.generate(MadeUpTransactions.of(3)::next).limit(2).toList();
  private static final MadeUpTransaction ONE = MADE.get(0);
  private static final MadeUpTransaction OTHER = MADE.get(1);

  private TxFaults() {}

  static Stream<Fault> all() {
    return Stream.of(begins(), names(), transactions()).flatMap(faults -> faults);
  }

  static Sdu says(String message) {
    return Sdu.fromInitiator(TX_SUBMISSION, message);
  }

  private static Stream<Fault> begins() {
    Stream<Fault> undecodable =
        ChainTalk.with(
                ChainTalk.noMessages(),
                Map.of("Init with something in it", "820600", "tag 5", "8105"))
            .entrySet()
            .stream()
            .map(
                e ->
                    named("tx-submission: " + e.getKey())
                        .does(agreed(Step.send(says(e.getValue()))))
                        .saying("4 responder", "tx-submission in state StInit", NO_MESSAGE));
    Stream<Fault> outOfTurn =
        Map.of(
                "ReplyTxIds", "82019fff",
                "ReplyTxs", "82039fff",
                "RequestTxIds", "8400f50003",
                "RequestTxs", "82029fff",
                "Done", "8104")
            .entrySet()
            .stream()
            .map(
                e ->
                    named("tx-submission: " + e.getKey() + " before Init")
                        .does(agreed(Step.send(says(e.getValue()))))
                        .saying("4 responder", "tx-submission in state StInit", e.getKey()));
    return Stream.concat(undecodable, outOfTurn);
  }

  /** Init, the node's question for three ids, and an answer. */
  private static Step[] answering(String answer, Step... then) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.send(says(INIT)));
    steps.add(Step.expect(ASK));
    steps.add(Step.send(says(answer)));
    steps.addAll(List.of(then));
    return agreed(steps.toArray(Step[]::new));
  }

  private static String nameOf(Encoded id, int size) {
    return "82" + ChainTalk.hex(id) + "1a%08x".formatted(size);
  }

  private static Stream<Fault> names() {
    String id = ChainTalk.hex(ONE.id());
    Stream<Fault> undecodable =
        Map.of(
                "a number for ids", "820100",
                "a definite list of ids", "820181" + nameOf(ONE.id(), 300),
                "no ids although it was to wait", "82019fff",
                "an id without a size", "82019f81" + id + "ff",
                "an id with two sizes", "82019f83" + id + "0000ff",
                "an indefinite pair", "82019f9f" + id + "00ffff",
                "a negative size", "82019f82" + id + "20ff",
                "a size of 33 bits", "82019f82" + id + "1b0000000100000000ff")
            .entrySet()
            .stream()
            .map(
                e ->
                    named("tx-submission: " + e.getKey())
                        .does(answering(e.getValue()))
                        .saying(
                            "4 responder", "tx-submission in state StTxIdsBlocking", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            named("tx-submission: four ids where three were asked for")
                .does(answering("82019f" + nameOf(ONE.id(), 300).repeat(4) + "ff"))
                .saying("4 responder", "tx-submission: the peer names 4 ids, asked for were 3"),
            named("tx-submission: an id of 129 bytes")
                .does(answering("82019f82" + "587f" + "00".repeat(127) + "00ff"))
                .saying("4 responder", "tx-submission: the peer names a transaction whose id has"),
            named("tx-submission: an id of 2^30 bytes")
                .does(answering("82019f82" + "5a40000000"))
                .saying("4 responder", "StTxIdsBlocking", "limit is 2500000"),
            named("tx-submission: transactions instead of ids")
                .does(answering("82039fff"))
                .saying("4 responder", "tx-submission in state StTxIdsBlocking", "ReplyTxs"),
            named("tx-submission: a question instead of ids")
                .does(answering("82029fff"))
                .saying("4 responder", "tx-submission in state StTxIdsBlocking", "RequestTxs"),
            named("tx-submission: Init twice")
                .does(answering(INIT))
                .saying("4 responder", "tx-submission in state StTxIdsBlocking", "Init")));
  }

  /** Names one, hears that it is asked for, and that more ids are, and answers. */
  private static Step[] askedForOne(String answer) {
    return askedForOne(Step.send(says(answer)));
  }

  /** Names one, and hears that it is asked for, and that more ids are. */
  static Step[] askedForOne(Step... then) {
    String askTx = "82029f" + ChainTalk.hex(ONE.id()) + "ff";
    String askIds = "8400f40002";
    int size = ONE.encoded().size();
    List<Step> steps = new ArrayList<>();
    steps.add(Step.expectBytes(TX_SUBMISSION, (askTx.length() + askIds.length()) / 2));
    steps.addAll(List.of(then));
    return answering("82019f" + nameOf(ONE.id(), size) + "ff", steps.toArray(Step[]::new));
  }

  private static Stream<Fault> transactions() {
    String good = ChainTalk.hex(ONE.encoded());
    return Stream.of(
        named("tx-submission: a transaction that nobody asked for")
            .does(askedForOne("82039f" + ChainTalk.hex(OTHER.encoded()) + "ff"))
            .saying("4 responder", "tx-submission: the peer sends", "which it was not asked for"),
        named("tx-submission: the transaction twice")
            .does(askedForOne("82039f" + good + good + "ff"))
            .saying("4 responder", "tx-submission: the peer sends", "which it was not asked for"),
        named("tx-submission: a transaction that is cut")
            .does(askedForOne("82039f" + "8206d8184184" + "ff"))
            .saying("4 responder", "tx-submission: the peer sends a transaction that is damaged"),
        named("tx-submission: a definite list of transactions")
            .does(askedForOne("820381" + good))
            .saying("4 responder", "tx-submission in state StTxs", NO_MESSAGE),
        named("tx-submission: transactions of 2^30 bytes")
            .does(askedForOne("82039f5a40000000"))
            .saying("4 responder", "tx-submission in state StTxs", "limit is 2500000"),
        named("tx-submission: ids instead of transactions")
            .does(askedForOne("82019fff"))
            .saying("4 responder", "tx-submission in state StTxs", "ReplyTxIds"),
        named("tx-submission: Done instead of transactions")
            .does(askedForOne("8104"))
            .saying("4 responder", "tx-submission in state StTxs", "Done"),
        named("tx-submission: another size than was said")
            .does(
                answering(
                    "82019f" + nameOf(ONE.id(), 33 + ONE.encoded().size()) + "ff",
                    Step.expectBytes(
                        TX_SUBMISSION, 4 + ONE.id().size() + "8400f40002".length() / 2),
                    Step.send(says("82039f" + good + "ff"))))
            .saying("4 responder", "tx-submission: the peer said that transaction"));
  }
}
