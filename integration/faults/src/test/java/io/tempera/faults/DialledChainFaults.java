package io.tempera.faults;

import static io.tempera.faults.ChainTalk.BLOCKS;
import static io.tempera.faults.ChainTalk.BLOCK_FETCH;
import static io.tempera.faults.ChainTalk.CHAIN_SYNC;
import static io.tempera.faults.ChainTalk.OTHERS;
import static io.tempera.faults.ChainTalk.askedFor;
import static io.tempera.faults.ChainTalk.backToOrigin;
import static io.tempera.faults.ChainTalk.foundOrigin;
import static io.tempera.faults.ChainTalk.hot;
import static io.tempera.faults.ChainTalk.point;
import static io.tempera.faults.ChainTalk.rollForward;
import static io.tempera.faults.ChainTalk.says;
import static io.tempera.faults.ChainTalk.tip;
import static io.tempera.faults.Fault.named;

import io.tempera.chain.Block;
import io.tempera.chain.sample.MadeUpChain;
import java.util.stream.Stream;

/** What may be wrong in the headers and blocks of a peer that we have dialled and made hot. */
final class DialledChainFaults {
  private static final String NO_MESSAGE = "what arrived is no message";

  /** It may be of an era that this node does not know. */
  private static final String NOT_TO_BLAME = "the peer is not to blame";

  private static final String TIP = tip(BLOCKS.getLast());
  private static final Block ONLY = MadeUpChain.of(3).next();

  private DialledChainFaults() {}

  static Stream<Fault> all() {
    return Stream.of(intersections(), headers(), blocks()).flatMap(faults -> faults);
  }

  private static Stream<Fault> intersections() {
    Stream<Fault> undecodable =
        ChainTalk.noMessages().entrySet().stream()
            .map(
                e ->
                    named("chain-sync: " + e.getKey() + " instead of an intersection")
                        .does(hot(CHAIN_SYNC, says(CHAIN_SYNC, e.getValue())))
                        .saying("2 initiator", "chain-sync in state StIntersect", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            named("chain-sync: a point that was not offered")
                .does(hot(CHAIN_SYNC, says(CHAIN_SYNC, "8305" + point(OTHERS.get(1)) + TIP)))
                .saying("2 initiator", "chain-sync: the peer says that its chain has"),
            named("chain-sync: a header instead of an intersection")
                .does(hot(CHAIN_SYNC, says(CHAIN_SYNC, rollForward(BLOCKS.getFirst()))))
                .saying("2 initiator", "chain-sync in state StIntersect", "RollForward"),
            named("chain-sync: a question instead of an intersection")
                .does(hot(CHAIN_SYNC, says(CHAIN_SYNC, "8100")))
                .saying("2 initiator", "chain-sync in state StIntersect", "RequestNext"),
            named("chain-sync: a tip without its number")
                .does(hot(CHAIN_SYNC, says(CHAIN_SYNC, "8305808180")))
                .saying("2 initiator", "chain-sync in state StIntersect", NO_MESSAGE)));
  }

  private static Fault header(String name, String state, String word, String... messages) {
    return named("chain-sync: " + name)
        .does(
            hot(
                CHAIN_SYNC,
                says(CHAIN_SYNC, foundOrigin(TIP), backToOrigin(TIP), String.join("", messages))))
        .saying("2 initiator", state, word);
  }

  private static Stream<Fault> headers() {
    String refused = "is refused";
    return Stream.of(
        header("a number for a header", NOT_TO_BLAME, "header 00", "830200" + TIP),
        header("a header that is cut", refused, "damaged", "83028206d8184161" + TIP),
        header(
            "the third header behind the first",
            refused,
            "the header",
            rollForward(BLOCKS.get(0)) + rollForward(BLOCKS.get(2))),
        header(
            "a header of another chain behind ours",
            refused,
            "the header",
            rollForward(BLOCKS.get(0)) + rollForward(OTHERS.get(1))),
        header(
            "a rollback to a point that was not told",
            refused,
            "a rollback to",
            "8303" + point(OTHERS.get(1)) + TIP),
        header("an intersection twice", "StCanAwait", "IntersectFound", foundOrigin(TIP)),
        header("nothing yet, twice", "StMustReply", "AwaitReply", "8101" + "8101"),
        header("Done from the side that answers", "StCanAwait", "Done", "8107"),
        header("no message", "StCanAwait", NO_MESSAGE, "8102"),
        header("a header of 2^30 bytes", "StCanAwait", "limit is 65535", "8302" + "5a40000000"));
  }

  private static Fault block(String name, String what, String... messages) {
    return named("block-fetch: " + name)
        .does(askedFor(BLOCKS.getFirst(), says(BLOCK_FETCH, messages)))
        .saying("3 initiator", what);
  }

  private static Stream<Fault> blocks() {
    String start = "8102";
    String good = ChainTalk.block(BLOCKS.getFirst());
    Stream<Fault> undecodable =
        ChainTalk.noMessages().entrySet().stream()
            .map(
                e ->
                    named("block-fetch: " + e.getKey() + " instead of a batch")
                        .does(askedFor(BLOCKS.getFirst(), says(BLOCK_FETCH, e.getValue())))
                        .saying("3 initiator", "block-fetch in state BFBusy", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            block("a block without a batch", "block-fetch in state BFBusy", good),
            block("the end without a batch", "block-fetch in state BFBusy", "8105"),
            block("a range instead of a batch", "block-fetch in state BFBusy", "83008080"),
            block("a batch in a batch", "block-fetch in state BFStreaming", start, start),
            block("no blocks in a batch", "block-fetch in state BFStreaming", start, "8103"),
            block("an empty batch", "sent only 0", start, "8105"),
            block("a block of another chain", "was due", start, ChainTalk.block(OTHERS.getFirst())),
            block("the block behind", "was due", start, ChainTalk.block(BLOCKS.get(1))),
            // Of a chain of its own: the node keeps what it has fetched, and would not ask again.
            named("block-fetch: one block more")
                .does(askedFor(ONLY, says(BLOCK_FETCH, start, ChainTalk.block(ONLY).repeat(2))))
                .saying("3 initiator", "sent one more"),
            block(
                "another body",
                "sent a block that is not to be taken",
                start,
                ChainTalk.withAnotherBody(BLOCKS.getFirst())),
            block("a number for a block", NOT_TO_BLAME, start, "820400"),
            block("a block of 2^30 bytes", "limit is 2500000", start, "8204d8185a40000000")));
  }
}
