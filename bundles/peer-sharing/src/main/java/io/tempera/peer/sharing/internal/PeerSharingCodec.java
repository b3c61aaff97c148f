package io.tempera.peer.sharing.internal;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.peer.sharing.internal.PeerSharingMessage.Done;
import io.tempera.peer.sharing.internal.PeerSharingMessage.SharePeers;
import io.tempera.peer.sharing.internal.PeerSharingMessage.ShareRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of peer-sharing (ouroboros-network PeerSharing.Codec). A list of peers is written as
 * the reference writes it, {@code 80} when it is empty and else of the indefinite form, and read in
 * both.
 *
 * <p>Unlike those of all other protocols, these messages are told by their tag only, whatever the
 * length of the array: what follows the fields that are known is passed over. That is why this is
 * no {@link io.tempera.kit.TaggedCodec}.
 */
final class PeerSharingCodec implements MessageCodec<PeerSharingMessage> {
  private static final int SHARE_REQUEST = 0;
  private static final int SHARE_PEERS = 1;
  private static final int DONE = 2;

  @Override
  public byte[] encode(PeerSharingMessage message) {
    CborWriter to = new CborWriter();
    switch (message) {
      case ShareRequest request -> to.array(2).unsigned(SHARE_REQUEST).unsigned(request.amount());
      case SharePeers answer -> {
        to.array(2).unsigned(SHARE_PEERS);
        writePeers(answer.peers(), to);
      }
      case Done done -> to.array(1).unsigned(DONE);
    }
    return to.toByteArray();
  }

  @Override
  public PeerSharingMessage decode(State<PeerSharingMessage> state, CborReader from) {
    int unread = from.readDefiniteArray() - 1;
    Class<? extends PeerSharingMessage> type = readTag(from);
    PeerSharingMessage message;
    if (type == ShareRequest.class) {
      message = new ShareRequest(from.readUnsignedByte());
      unread--;
    } else if (type == SharePeers.class) {
      message = new SharePeers(readPeers(from));
      unread--;
    } else {
      message = new Done();
    }
    for (; unread > 0; unread--) {
      from.skipItem();
    }
    return message;
  }

  @Override
  public Optional<Class<? extends PeerSharingMessage>> kindOf(
      State<PeerSharingMessage> state, CborReader start) {
    if (!start.hasHead()) {
      return Optional.empty();
    }
    start.readDefiniteArray();
    return start.hasHead() ? Optional.of(readTag(start)) : Optional.empty();
  }

  private static Class<? extends PeerSharingMessage> readTag(CborReader from) {
    int offset = from.offset();
    long tag = from.readUnsigned(Long.MAX_VALUE);
    if (tag == SHARE_REQUEST) {
      return ShareRequest.class;
    } else if (tag == SHARE_PEERS) {
      return SharePeers.class;
    } else if (tag == DONE) {
      return Done.class;
    }
    throw new CborException(offset, "a message's tag (0 to " + DONE + ")", "tag " + tag);
  }

  private static void writePeers(List<InetSocketAddress> peers, CborWriter to) {
    if (peers.isEmpty()) {
      to.array(0);
      return;
    }
    to.arrayIndefinite();
    peers.forEach(peer -> AddressCodec.write(peer, to));
    to.end();
  }

  private static List<InetSocketAddress> readPeers(CborReader from) {
    List<InetSocketAddress> peers = new ArrayList<>();
    int count = from.readArrayStart();
    while (count == CborReader.INDEFINITE ? !from.readBreak() : peers.size() < count) {
      peers.add(AddressCodec.read(from));
    }
    return peers;
  }
}
