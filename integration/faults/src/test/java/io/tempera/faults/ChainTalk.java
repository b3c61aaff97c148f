package io.tempera.faults;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What is said in chain-sync and block-fetch, in hexadecimal digits, of two made-up chains. */
final class ChainTalk {
  static final int CHAIN_SYNC = 2;
  static final int BLOCK_FETCH = 3;

  /** The chain that a peer says it has. */
  static final List<Block> BLOCKS = MadeUpChain.of(1).blocks(3).toList();

  /** Another. */
  static final List<Block> OTHERS = MadeUpChain.of(2).blocks(3).toList();

  /** A chain's end without blocks. */
  static final String TIP_OF_NOTHING = "828000";

  private ChainTalk() {}

  static String hex(Encoded item) {
    return HexFormat.of().formatHex(item.bytes());
  }

  static String point(Block block) {
    return "82" + unsigned(block.point().slot()) + "5820" + block.point().hash();
  }

  static String tip(Block block) {
    return "82" + point(block) + unsigned(block.header().blockNo());
  }

  /** A number in its longest form of 32 bits, as readers must take any. */
  private static String unsigned(long number) {
    return "1a" + HexFormat.of().formatHex(ByteBuffer.allocate(4).putInt((int) number).array());
  }

  static String rollForward(Block block) {
    return "8302" + hex(block.header().encoded()) + tip(block);
  }

  /** An answer to points: a chain with this tip has nothing in common but its beginning. */
  static String foundOrigin(String tip) {
    return "830580" + tip;
  }

  static String backToOrigin(String tip) {
    return "830380" + tip;
  }

  static String block(Block block) {
    return "8204" + hex(block.encoded());
  }

  /** What is no message in any of the four protocols. */
  static SequencedMap<String, String> noMessages() {
    SequencedMap<String, String> messages = new TreeMap<>();
    messages.put("a break", "ff");
    messages.put("a reserved byte", "1c");
    messages.put("a number", "00");
    messages.put("null", "f6");
    messages.put("a text", "6161");
    messages.put("a map", "a0");
    messages.put("an empty array", "80");
    messages.put("an indefinite array", "9f00ff");
    messages.put("a tagged message", "c18100");
    messages.put("an array of 2^64 - 1 items", "9bffffffffffffffff");
    messages.put("a tag that nothing has", "8118ff");
    messages.put("tag 2^64 - 1", "811bffffffffffffffff");
    messages.put("a negative tag", "8120");
    messages.put("a text for a tag", "816161");
    return messages;
  }

  /** Accepts, and hears what the node says first in a mini-protocol of a hot peer. */
  static Step[] hot(int number, Step... then) {
    List<Step> steps = new ArrayList<>();
    steps.add(wire -> wire.receive());
    steps.add(Step.send(DialledTalk.ACCEPT));
    steps.add(wire -> DialledTalk.hear(wire, number));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** What a responder says in a mini-protocol, in one go. */
  static Step says(int number, String... messages) {
    return Step.send(Sdu.fromResponder(number, String.join("", messages)));
  }

  /** Tells a node of one block, and hears that it is asked for. */
  static Step[] askedFor(Block only, Step... then) {
    List<Step> steps = new ArrayList<>();
    steps.add(says(CHAIN_SYNC, foundOrigin(tip(only)), backToOrigin(tip(only)), rollForward(only)));
    steps.add(ChainTalk::hearRequestRange);
    steps.addAll(List.of(then));
    return hot(CHAIN_SYNC, steps.toArray(Step[]::new));
  }

  private static void hearRequestRange(Wire wire) throws IOException {
    String request = DialledTalk.hear(wire, BLOCK_FETCH).payload();
    if (!request.startsWith("8300")) {
      throw new AssertionError("No request for a range but " + request);
    }
  }

  /** Its header is as it was, but a byte of its body is another. */
  static String withAnotherBody(Block block) {
    byte[] bytes = block.encoded().bytes().clone();
    // In the last signature: behind it are the empty auxiliary data and no invalid transactions.
    bytes[bytes.length - 10] ^= 1;
    return "8204" + HexFormat.of().formatHex(bytes);
  }

  /** Two tables of messages as one, in the order of their names. */
  static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }
}
