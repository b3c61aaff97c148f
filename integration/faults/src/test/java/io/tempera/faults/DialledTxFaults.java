package io.tempera.faults;

import static io.tempera.faults.ChainTalk.hot;
import static io.tempera.faults.ChainTalk.says;
import static io.tempera.faults.Fault.named;
import static io.tempera.faults.TxFaults.TX_SUBMISSION;

import java.util.Map;
import java.util.stream.Stream;

/** What may be wrong in the questions for transactions of a peer that we have made hot. */
final class DialledTxFaults {
  private static final String NO_MESSAGE = "what arrived is no message";

  private DialledTxFaults() {}

  static Stream<Fault> all() {
    Stream<Fault> undecodable =
        ChainTalk.with(
                ChainTalk.noMessages(),
                Map.of(
                    "a question for ids without a number", "8300f500",
                    "a number for whether to wait", "8400010003",
                    "17 bits of ids", "8400f5001a00010000",
                    "a definite list of ids", "820281" + "4100"))
            .entrySet()
            .stream()
            .map(
                e ->
                    named("tx-submission: " + e.getKey() + " for a question")
                        .does(hot(TX_SUBMISSION, says(TX_SUBMISSION, e.getValue())))
                        .saying("4 initiator", "tx-submission in state StIdle", NO_MESSAGE));
    Stream<Fault> others =
        Stream.of(
            fault("acknowledges what was not named", "8400f50103", "the peer acknowledges 1 ids"),
            fault("asks for eleven ids", "8400f5000b", "the peer asks for 11 ids"),
            fault("asks to wait for no id", "8400f50000", "the peer asks for no id, and to wait"),
            fault("asks for nothing", "8400f40000", "the peer asks for no id"),
            fault("does not wait where nothing is named", "8400f40003", "it must wait then"),
            fault(
                "asks for a transaction that was not named",
                "82029f4100ff",
                "whose id is not among the unacknowledged ones"),
            fault("asks for an id of 2^30 bytes", "82029f5a40000000", "limit is 65535"),
            fault("says Init", "8106", "tx-submission in state StIdle"),
            fault("says Done", "8104", "tx-submission in state StIdle"),
            fault("names ids itself", "82019f82410000ff", "tx-submission in state StIdle"));
    return Stream.concat(undecodable, others);
  }

  private static Fault fault(String name, String message, String word) {
    return named("tx-submission: " + name)
        .does(hot(TX_SUBMISSION, says(TX_SUBMISSION, message)))
        .saying("4 initiator", "tx-submission", word);
  }
}
