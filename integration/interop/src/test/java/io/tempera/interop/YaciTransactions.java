package io.tempera.interop;

import com.bloxbean.cardano.yaci.core.common.TxBodyType;
import com.bloxbean.cardano.yaci.core.protocol.txsubmission.TxSubmissionAgent;
import com.bloxbean.cardano.yaci.core.protocol.txsubmission.TxSubmissionListener;
import com.bloxbean.cardano.yaci.core.protocol.txsubmission.messges.RequestTxIds;
import com.bloxbean.cardano.yaci.core.protocol.txsubmission.messges.RequestTxs;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * Tx-submission by yaci. It names what is not acknowledged with every answer again, and knows
 * nothing of requests ahead: so it can serve only whoever has one id at a time.
 */
final class YaciTransactions extends TxSubmissionAgent implements TxSubmissionListener {
  private final List<String> requests = new ArrayList<>();
  private volatile Channel channel;

  @SuppressWarnings("unchecked")
  YaciTransactions() {
    addListener(this);
  }

  /** Offers a transaction; from yaci's event loop: see {@link YaciRounds}. */
  void offer(String id, byte[] transaction) {
    channel.eventLoop().execute(() -> enqueueTransaction(id, transaction, TxBodyType.CONWAY));
  }

  /** Begins, which only the initiator may. */
  void begin() {
    channel.eventLoop().execute(this::sendNextMessage);
  }

  /** What it was asked for, one after another. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void setChannel(Channel newChannel) {
    super.setChannel(newChannel);
    channel = newChannel;
  }

  @Override
  public void handleRequestTxs(RequestTxs request) {
    heard("transactions " + request.getTxIds());
    begin();
  }

  @Override
  public void handleRequestTxIdsNonBlocking(RequestTxIds request) {
    heard("ids now, " + request.getAckTxIds() + " acknowledged");
    begin();
  }

  @Override
  public void handleRequestTxIdsBlocking(RequestTxIds request) {
    heard("ids, " + request.getAckTxIds() + " acknowledged");
    if (hasPendingTx()) {
      begin();
    }
  }

  private synchronized void heard(String request) {
    requests.add(request);
  }
}
