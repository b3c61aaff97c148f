package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A stream of SDUs, cut into pieces at any place: the same SDUs come out as when it is read in one
 * go by the definition of the header.
 *
 * <p>Input: how many cuts, the length of each piece (used in turn), the stream.
 */
public final class SduReaderTarget implements FuzzTarget {
  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    byte[] pieces = bits.take(bits.below(8));
    byte[] stream = bits.rest();
    SduReader reader = new SduReader();
    Seen seen = new Seen();
    Optional<MuxError> error = read(reader, stream, pieces, seen);
    Expected expected = Expected.of(stream);
    same(seen.sdus, expected.sdus, "the SDUs");
    same(reader.sdus(), (long) expected.sdus.size(), "how many SDUs");
    check(error.isPresent() == expected.broken, "an error exactly for an empty payload");
    check(error.stream().allMatch(e -> e instanceof MuxError.SduDecodeError), "" + error);
    check(
        expected.broken || reader.insideSdu() == expected.rest > 0,
        "inside an SDU exactly when part of one is left");
  }

  private static Optional<MuxError> read(
      SduReader reader, byte[] stream, byte[] pieces, Seen seen) {
    int from = 0;
    for (int i = 0; from < stream.length; i++) {
      int length = pieces.length == 0 ? stream.length : 1 + (pieces[i % pieces.length] & 0xff);
      int to = Math.min(stream.length, from + length);
      ByteBuffer piece = i % 2 == 0 ? ByteBuffer.allocate(to - from) : lent(to - from);
      piece.put(stream, from, to - from).flip();
      Optional<MuxError> error = reader.read(piece, seen);
      if (error.isPresent()) {
        return error;
      }
      check(!piece.hasRemaining(), "a piece is read to its end");
      // A bearer uses its buffers again.
      Arrays.fill(piece.array(), (byte) 0xdd);
      from = to;
    }
    return Optional.empty();
  }

  /** A buffer that begins inside its array. */
  private static ByteBuffer lent(int length) {
    return ByteBuffer.allocate(length + 3).position(3).slice();
  }

  private static String line(int timestamp, int number, Direction sender, byte[] payload) {
    return timestamp + " " + number + " " + sender + " " + HexFormat.of().formatHex(payload);
  }

  private static final class Seen implements SduSink {
    private final List<String> sdus = new ArrayList<>();

    @Override
    public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
      same(payload.remaining(), header.length(), "the payload's length");
      same(SduHeader.decode(header.encode()), header, "a header, encoded and decoded");
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      check(!owned || Arrays.equals(payload.array(), bytes), "what is owned is the whole array");
      sdus.add(line(header.timestamp(), header.number(), header.sender(), bytes));
      return Optional.empty();
    }

    @Override
    public void burstEnded() {}
  }

  /** What the definition says. */
  private record Expected(List<String> sdus, boolean broken, int rest) {
    static Expected of(byte[] stream) {
      List<String> sdus = new ArrayList<>();
      int at = 0;
      while (stream.length - at >= 8) {
        ByteBuffer header = ByteBuffer.wrap(stream, at, 8);
        int timestamp = header.getInt();
        int mode = header.getShort();
        int length = header.getShort() & 0xffff;
        if (length == 0) {
          return new Expected(sdus, true, 0);
        }
        if (stream.length - at - 8 < length) {
          break;
        }
        at += 8 + length;
        byte[] payload = Arrays.copyOfRange(stream, at - length, at);
        Direction sender = mode < 0 ? Direction.RESPONDER : Direction.INITIATOR;
        sdus.add(line(timestamp, mode & 0x7fff, sender, payload));
      }
      return new Expected(sdus, false, stream.length - at);
    }
  }
}
