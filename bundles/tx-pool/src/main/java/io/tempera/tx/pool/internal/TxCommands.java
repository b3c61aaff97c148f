package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The operator's commands about the pool. Their names are properties, so that the bundle runs where
 * there is no Gogo.
 */
@Component(
    service = TxCommands.class,
    immediate = true,
    property = {
      "osgi.command.scope=tempera",
      "osgi.command.function=txs",
      "osgi.command.function=txadd",
      "osgi.command.function=txdrop",
      "io.tempera.command.help=txs [COUNT]: the pool of transactions, and its latest ones",
      "io.tempera.command.help=txadd TRANSACTION: puts a transaction into the pool, in hexadecimal",
      "io.tempera.command.help=txdrop ID: takes a transaction out of the pool"
    })
public final class TxCommands {
  private static final int SHOWN = 20;

  private final MemoryTxPool pool;

  /** Takes what is behind the commands. */
  @Activate
  public TxCommands(@Reference TxPoolComponent door) {
    pool = door.pool();
  }

  TxCommands(MemoryTxPool pool) {
    this.pool = pool;
  }

  /** The pool at a glance, and its latest transactions. */
  public String txs(String... arguments) {
    if (arguments.length > 1) {
      return "Write tempera:txs [COUNT]: how many transactions to list.";
    }
    String count = arguments.length == 0 ? Integer.toString(SHOWN) : arguments[0];
    return count.matches("[0-9]{1,9}")
        ? new TxReport(pool).text(Integer.parseInt(count))
        : "Write tempera:txs [COUNT]: a number from 0, not '" + count + "'.";
  }

  /** Puts a transaction in. */
  public String txadd(String... arguments) {
    return onHex(
        "txadd TRANSACTION",
        transaction ->
            pool.offer(transaction).map(why -> "Not taken: " + why + ".").orElse("Taken."),
        arguments);
  }

  /** Takes a transaction out. */
  public String txdrop(String... arguments) {
    return onHex(
        "txdrop ID",
        id ->
            pool.drop(id)
                ? "Dropped."
                : "It was not there; it will not be fetched for a while either.",
        arguments);
  }

  private static String onHex(String usage, Function<Encoded, String> action, String... arguments) {
    Optional<Encoded> item = arguments.length == 1 ? hex(arguments[0]) : Optional.empty();
    return item.map(action)
        .orElse("Write tempera:" + usage + ": its bytes in hexadecimal digits, as peers send it.");
  }

  private static Optional<Encoded> hex(String digits) {
    try {
      return Optional.of(Encoded.ofHex(digits)).filter(item -> item.size() > 0);
    } catch (IllegalArgumentException noHex) {
      return Optional.empty();
    }
  }
}
