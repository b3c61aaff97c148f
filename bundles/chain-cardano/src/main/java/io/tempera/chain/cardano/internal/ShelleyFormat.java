package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Shelley: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-6")
public final class ShelleyFormat extends EraFormat {
  /** It keeps nothing. */
  public ShelleyFormat() {
    super(Era.SHELLEY);
  }
}
