package io.tempera.faults;

import static io.tempera.faults.ChainTalk.BLOCKS;
import static io.tempera.faults.ChainTalk.BLOCK_FETCH;
import static io.tempera.faults.ChainTalk.CHAIN_SYNC;
import static io.tempera.faults.ChainTalk.TIP_OF_NOTHING;
import static io.tempera.faults.ChainTalk.point;
import static io.tempera.faults.ChainTalk.with;
import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;

import io.tempera.nodekit.Sdu;
import java.util.Map;
import java.util.stream.Stream;

/** What may be wrong in the requests for headers and blocks of a peer that connected to us. */
final class ChainFaults {
  private static final String NO_MESSAGE = "what arrived is no message";
  private static final String POINT = point(BLOCKS.getFirst());

  private ChainFaults() {}

  static Stream<Fault> all() {
    return Stream.of(headerRequests(), headersOutOfTurn(), blockRequests(), blocksOutOfTurn())
        .flatMap(faults -> faults);
  }

  private static Sdu chainSync(String message) {
    return Sdu.fromInitiator(CHAIN_SYNC, message);
  }

  private static Sdu blockFetch(String message) {
    return Sdu.fromInitiator(BLOCK_FETCH, message);
  }

  private static Stream<Fault> headerRequests() {
    Map<String, String> wrong =
        with(
            ChainTalk.noMessages(),
            Map.of(
                "a request with something in it", "820000",
                "no points", "8104",
                "a number for points", "820400",
                "a point of one item", "82048181" + "00",
                "a point without a hash", "8204818200f6",
                "a point with a text for a hash", "8204818200" + "6161",
                "a point at a negative slot", "8204818220" + "4161",
                "a hash of 65 bytes", "8204818200" + "5841" + "00".repeat(65),
                "Done with something in it", "820700"));
    Stream<Fault> undecodable =
        wrong.entrySet().stream()
            .map(
                e ->
                    named("chain-sync: " + e.getKey())
                        .does(agreed(Step.send(chainSync(e.getValue()))))
                        .saying("2 responder", "chain-sync in state StIdle", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            named("chain-sync: more points than a message holds")
                .does(
                    agreed(
                        Step.send(
                            chainSync("82049f" + POINT.repeat(800)), chainSync(POINT.repeat(900)))))
                .saying("2 responder", "chain-sync in state StIdle", "limit is 65535"),
            named("chain-sync: more requests than may wait while there is no block")
                .does(
                    agreed(
                        Step.send(chainSync("81008100")),
                        Step.expectBytes(CHAIN_SYNC, 6 + 2),
                        wire -> {
                          for (int sent = 0; sent < 8; sent++) {
                            wire.sendInVain(chainSync("8100".repeat(30_000)).bytes());
                          }
                        }))
                .saying("2 responder", "limit is 462000")));
  }

  private static Stream<Fault> headersOutOfTurn() {
    return Stream.of(
        outOfTurn("AwaitReply", "8101"),
        outOfTurn("RollForward", ChainTalk.rollForward(BLOCKS.getFirst())),
        outOfTurn("RollBackward", ChainTalk.backToOrigin(TIP_OF_NOTHING)),
        outOfTurn("IntersectFound", ChainTalk.foundOrigin(TIP_OF_NOTHING)),
        outOfTurn("IntersectNotFound", "8206" + TIP_OF_NOTHING),
        named("chain-sync: an answer behind a question")
            .does(
                agreed(
                    Step.send(chainSync("82049f80ff")),
                    Step.expect(Sdu.fromResponder(CHAIN_SYNC, "830580" + TIP_OF_NOTHING)),
                    Step.send(chainSync("8101"))))
            .saying("2 responder", "chain-sync in state StIdle", "AwaitReply"));
  }

  private static Fault outOfTurn(String message, String hex) {
    return named("chain-sync: " + message + " from the side that asks")
        .does(agreed(Step.send(chainSync(hex))))
        .saying("2 responder", "chain-sync in state StIdle", message);
  }

  private static Stream<Fault> blockRequests() {
    Map<String, String> wrong =
        with(
            ChainTalk.noMessages(),
            Map.of(
                "a range without an end", "8200" + POINT,
                "a range with three points", "8400" + POINT + POINT + POINT,
                "numbers for points", "83000000",
                "a point of one item", "8300" + "8100" + POINT,
                "a hash of 65 bytes", "8300" + POINT + "8200" + "5841" + "00".repeat(65),
                "Done with something in it", "820100"));
    Stream<Fault> undecodable =
        wrong.entrySet().stream()
            .map(
                e ->
                    named("block-fetch: " + e.getKey())
                        .does(agreed(Step.send(blockFetch(e.getValue()))))
                        .saying("3 responder", "block-fetch in state BFIdle", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            named("block-fetch: a hash of 2^30 bytes")
                .does(agreed(Step.send(blockFetch("83008200" + "5a40000000"))))
                .saying("3 responder", "block-fetch in state BFIdle"),
            named("block-fetch: a range that nobody has, and nothing else")
                .does(
                    agreed(
                        Step.send(blockFetch("8300" + POINT + POINT)),
                        Step.expect(Sdu.fromResponder(BLOCK_FETCH, "8103"))))
                .isTolerated()));
  }

  private static Stream<Fault> blocksOutOfTurn() {
    return Map.of(
            "StartBatch",
            "8102",
            "NoBlocks",
            "8103",
            "Block",
            ChainTalk.block(BLOCKS.getFirst()),
            "BatchDone",
            "8105")
        .entrySet()
        .stream()
        .map(
            e ->
                named("block-fetch: " + e.getKey() + " from the side that asks")
                    .does(agreed(Step.send(blockFetch(e.getValue()))))
                    .saying("3 responder", "block-fetch in state BFIdle", e.getKey()));
  }
}
