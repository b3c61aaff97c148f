package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.tx.TxOffer;
import io.tempera.tx.submission.internal.Named.Fate;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a responder leaves at a hand-over: {@code [[* [id, size, settled]], [* request]]}, the
 * requests as they are on the wire. At its largest, with 100 ids of 128 bytes in each of the two,
 * it has some 28 KiB.
 *
 * @param named what is unacknowledged, oldest first
 * @param requests what is decided to be asked, and, in StTxIdsBlocking, the one that is sent; in
 *     StIdle none is sent, as nothing is outstanding there
 */
record InboundMemo(List<Told> named, List<TxMessage> requests) {
  /** At the beginning of a conversation. */
  static final InboundMemo NOTHING = new InboundMemo(List.of(), List.of());

  /**
   * A transaction that was named.
   *
   * @param settled whether it can be acknowledged; one that cannot is asked for by a request, or
   *     the pool is asked about it again
   */
  record Told(TxOffer offer, boolean settled) {}

  InboundMemo {
    named = List.copyOf(named);
    requests = List.copyOf(requests);
  }

  static InboundMemo of(Collection<Named> named, Collection<TxMessage> requests) {
    return new InboundMemo(
        named.stream().map(n -> new Told(n.offer(), n.is(Fate.SETTLED))).toList(),
        List.copyOf(requests));
  }

  /** What is unacknowledged, for whoever carries on. */
  List<Named> entries() {
    Set<Encoded> asked = new LinkedHashSet<>();
    for (TxMessage request : requests) {
      asked.addAll(request instanceof RequestTxs txs ? txs.ids() : List.of());
    }
    return named.stream().map(n -> new Named(n.offer(), fate(n, asked))).toList();
  }

  private static Fate fate(Told told, Set<Encoded> asked) {
    if (told.settled()) {
      return Fate.SETTLED;
    }
    return asked.contains(told.offer().id()) ? Fate.ASKED : Fate.OPEN;
  }

  byte[] encode() {
    CborWriter to = new CborWriter().array(2).array(named.size());
    for (Told one : named) {
      to.array(3).raw(one.offer().id().bytes()).unsigned(one.offer().size()).bool(one.settled());
    }
    to.array(requests.size());
    requests.forEach(request -> to.raw(TxCodec.CODEC.encode(request)));
    return to.toByteArray();
  }

  static InboundMemo read(CborReader from) {
    from.readArrayOf(2);
    int count = from.readDefiniteArray();
    List<Told> named = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      from.readArrayOf(3);
      TxOffer offer = new TxOffer(new Encoded(from.readItem()), from.readUnsignedInt());
      named.add(new Told(offer, from.readBool()));
    }
    State<TxMessage> idle = TxTable.SPEC.state(TxTable.IDLE);
    int asked = from.readDefiniteArray();
    List<TxMessage> requests = new ArrayList<>();
    for (int i = 0; i < asked; i++) {
      requests.add(TxCodec.CODEC.decode(idle, from));
    }
    return new InboundMemo(named, requests);
  }
}
