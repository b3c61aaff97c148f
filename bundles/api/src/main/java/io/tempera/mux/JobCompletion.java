package io.tempera.mux;

import io.tempera.failure.Failure;
import org.osgi.annotation.versioning.ProviderType;

/** How a running job tells the multiplexer that it is through. The first call counts. */
@ProviderType
public interface JobCompletion {
  /** It ended as its protocol says. Bytes that it did not consume wait for the next run. */
  void returned();

  /** It failed, which ends the multiplexer and so the connection. */
  void failed(Failure failure);
}
