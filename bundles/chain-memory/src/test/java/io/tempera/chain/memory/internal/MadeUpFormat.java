package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.failure.TemperaException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborType;
import io.tempera.kit.cbor.CborWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A chain that is nobody's. Header: {@code [era, number, slot, previous or null, hash of the
 * body]}, its hash is SHA-256. Block: {@code [era, header, body]}.
 */
record MadeUpFormat(long era) implements ChainFormat {
  static final MadeUpFormat ERA = new MadeUpFormat(7);

  /** The block after another, or the first one. */
  Block make(Optional<Block> previous, long number, long slot, byte[] body) {
    CborWriter header = new CborWriter().array(5).unsigned(era).unsigned(number).unsigned(slot);
    previous.ifPresentOrElse(block -> header.bytes(block.point().hash().bytes()), header::nil);
    byte[] headerItem = header.bytes(sha256(body)).toByteArray();
    byte[] block =
        new CborWriter().array(3).unsigned(era).raw(headerItem).bytes(body).toByteArray();
    return block(new Encoded(block)).orElseThrow();
  }

  @Override
  public String name() {
    return "made-up " + era;
  }

  @Override
  public Optional<Header> header(Encoded header) {
    try {
      CborReader reader = new CborReader(header.bytes());
      reader.readArrayOf(5);
      return reader.readUnsigned(Long.MAX_VALUE) == era
          ? Optional.of(header(header, reader))
          : Optional.empty();
    } catch (TemperaException damaged) {
      throw new IllegalArgumentException(damaged.getMessage(), damaged);
    }
  }

  private static Header header(Encoded encoded, CborReader reader) {
    long number = reader.readUnsigned(Long.MAX_VALUE);
    long slot = reader.readUnsigned(Long.MAX_VALUE);
    Optional<Hash> previous = Optional.empty();
    if (reader.peek() == CborType.BYTES) {
      previous = Optional.of(Hash.of(reader.readBytes()));
    } else {
      reader.readNull();
    }
    reader.readBytes();
    reader.expectEnd();
    Hash hash = Hash.of(sha256(encoded.bytes()));
    return new Header(new Point.At(slot, hash), number, previous, encoded);
  }

  @Override
  public Optional<Block> block(Encoded block) {
    try {
      CborReader reader = new CborReader(block.bytes());
      reader.readArrayOf(3);
      if (reader.readUnsigned(Long.MAX_VALUE) != era) {
        return Optional.empty();
      }
      Encoded header = new Encoded(reader.readItem());
      byte[] body = reader.readBytes();
      reader.expectEnd();
      if (!endsWith(header.bytes(), sha256(body))) {
        throw new IllegalArgumentException("the body is another one than the header's");
      }
      return header(header).map(read -> new Block(read, block));
    } catch (TemperaException damaged) {
      throw new IllegalArgumentException(damaged.getMessage(), damaged);
    }
  }

  private static boolean endsWith(byte[] bytes, byte[] end) {
    return bytes.length >= end.length
        && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
