package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Allegra: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-5")
public final class AllegraFormat extends EraFormat {
  /** It keeps nothing. */
  public AllegraFormat() {
    super(Era.ALLEGRA);
  }
}
