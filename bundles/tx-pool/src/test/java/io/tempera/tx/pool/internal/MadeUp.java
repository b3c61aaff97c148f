package io.tempera.tx.pool.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Encoded;
import io.tempera.tx.TxFormat;
import io.tempera.tx.TxOffer;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/** Made-up transactions: a kind, a number, and what follows; the id is the first two bytes. */
final class MadeUp {
  static final byte KIND = 1;
  static final byte OTHER_KIND = 2;

  /** Reads one kind; with nothing behind its number it is damaged. */
  static final TxFormat FORMAT = format(KIND);

  private MadeUp() {}

  static TxFormat format(byte kind) {
    return tx -> {
      if (tx.size() == 0 || tx.bytes()[0] != kind) {
        return Optional.empty();
      }
      if (tx.size() < 3) {
        throw new IllegalArgumentException("it ends after its number");
      }
      return Optional.of(new Encoded(Arrays.copyOf(tx.bytes(), 2)));
    };
  }

  static Encoded tx(int number) {
    return tx(number, 10);
  }

  static Encoded tx(int number, int size) {
    return tx(KIND, number, size);
  }

  static Encoded tx(byte kind, int number, int size) {
    byte[] bytes = new byte[size];
    bytes[0] = kind;
    bytes[1] = (byte) number;
    return new Encoded(bytes);
  }

  static Encoded id(int number) {
    return new Encoded(new byte[] {KIND, (byte) number});
  }

  static TxOffer offer(int number) {
    return offer(number, 10);
  }

  static TxOffer offer(int number, long size) {
    return new TxOffer(id(number), size);
  }

  static ConnectionId peer(int port) {
    return new ConnectionId(
        InetSocketAddress.createUnresolved("here", 1),
        InetSocketAddress.createUnresolved("there", port));
  }
}
