package io.tempera.bearer;

import io.tempera.failure.Failure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Who works on a bearer. All calls come from the bearer's loop, one at a time; none may block. */
@ProviderType
public interface BearerUser {
  /**
   * Bytes that arrived, in order.
   *
   * @param bytes borrowed: theirs again when this returns
   */
  void received(ByteBuffer bytes);

  /** The burst is over: nothing more is at hand in this turn. A good moment to wake readers. */
  void burstEnded();

  /**
   * What to write next. Called at most once in a turn, only after {@link Bearer#requestTurn} and
   * only while the transport takes bytes. If more is left than it returns, the user asks for
   * another turn.
   *
   * @return buffers that belong to the bearer from now on; empty when there is nothing to write
   */
  List<ByteBuffer> nextBatch();

  /** The last batch has been handed to the system. */
  void batchWritten();

  /** The remote side will send nothing more (FIN). Writing may go on. At most once. */
  void inputClosed();

  /**
   * The bearer is gone; the last call, exactly once.
   *
   * @param failure why, or empty after {@link Bearer#close}
   */
  void closed(Optional<Failure> failure);
}
