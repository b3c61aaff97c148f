package io.tempera.sharing;

import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What one peer is asked for. For one thread; no method blocks. */
@ConsumerType
public interface PeerQuestions extends AutoCloseable {
  /** How many peers to ask for now, 1 to 255; 0 when nothing is to be asked at the moment. */
  int wanted();

  /**
   * The peer's answer to what was wanted last.
   *
   * @param peers resolved addresses, at most as many as were asked for
   */
  void learned(List<InetSocketAddress> peers);

  /** Nothing more is asked of this peer. Again: does nothing. */
  @Override
  void close();
}
