package io.tempera.peer.sharing.internal;

import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A peer's address on the wire (ouroboros-network PeerSelection.PeerSharing.Codec): {@code [0,
 * word32, port]} for IPv4, {@code [1, word32, word32, word32, word32, port]} for IPv6.
 *
 * <p>The IPv4 word is the address as Haskell's network library holds it, in the byte order of the
 * host: 1.2.3.4 is 0x04030201 on every machine that matters. The IPv6 words are in natural order.
 *
 * <p>As on the reference, an address has the items that its tag says, whatever its array's length
 * claims. An IPv4 address that comes in an IPv6 one is an IPv4 address from here on.
 */
final class AddressCodec {
  private static final int IPV4 = 0;
  private static final int IPV6 = 1;
  private static final int IPV4_ITEMS = 3;
  private static final int IPV6_ITEMS = 6;
  private static final int IPV6_BYTES = 16;

  private AddressCodec() {}

  /** Writes an address, which is resolved. */
  static void write(InetSocketAddress peer, CborWriter to) {
    ByteBuffer bytes = ByteBuffer.wrap(peer.getAddress().getAddress());
    if (peer.getAddress() instanceof Inet4Address) {
      to.array(IPV4_ITEMS).unsigned(IPV4);
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    } else {
      to.array(IPV6_ITEMS).unsigned(IPV6);
    }
    while (bytes.hasRemaining()) {
      to.unsigned(Integer.toUnsignedLong(bytes.getInt()));
    }
    to.unsigned(peer.getPort());
  }

  static InetSocketAddress read(CborReader from) {
    from.readDefiniteArray();
    int offset = from.offset();
    long tag = from.readUnsigned(Long.MAX_VALUE);
    ByteBuffer bytes;
    if (tag == IPV4) {
      bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    } else if (tag == IPV6) {
      bytes = ByteBuffer.allocate(IPV6_BYTES);
    } else {
      throw new CborException(offset, "the tag of an address (0 or 1)", "tag " + tag);
    }
    while (bytes.hasRemaining()) {
      bytes.putInt((int) from.readUnsignedInt());
    }
    return new InetSocketAddress(address(bytes.array()), from.readUnsignedShort());
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("4 and 16 bytes are an address", impossible);
    }
  }
}
