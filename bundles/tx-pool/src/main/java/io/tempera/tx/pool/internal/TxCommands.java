package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.failure.CommandRefused;
import java.util.Optional;
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
      "io.tempera.command.help=txadd TRANSACTION: puts a transaction into the pool, in hexadecimal."
          + " Its bytes are those that peers send, which for Cardano are [era, #6.24(bytes)]: an"
          + " array of the era (1 Shelley, 2 Allegra, 3 Mary, 4 Alonzo, 5 Babbage, 6 Conway) and the"
          + " transaction as a byte string with tag 24. So 84a0a0f5f6 of Conway is written"
          + " 8206d8184584a0a0f5f6. Whether it is valid nothing here checks.",
      "io.tempera.command.help=txdrop ID: takes a transaction out of the pool. ID is as tempera:txs"
          + " shows it. It is not fetched again from peers for a while."
    })
public final class TxCommands {
  private static final int SHOWN = 20;

  /** Of transactions; the example is the smallest of Conway. */
  private static final String FORM =
      "as peers send it; of Cardano [era, #6.24(bytes)], such as 8206d8184584a0a0f5f6 of Conway";

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
      throw CommandRefused.misused(
          "tempera:txs [COUNT]", "at most one argument is needed, not " + arguments.length);
    }
    String count = arguments.length == 0 ? Integer.toString(SHOWN) : arguments[0];
    if (!count.matches("[0-9]{1,9}")) {
      throw CommandRefused.misused(
          "tempera:txs [COUNT]", "a number from 0 to 999999999, not '" + count + "'");
    }
    return new TxReport(pool).text(Integer.parseInt(count));
  }

  /** Puts a transaction in. */
  public String txadd(String... arguments) {
    pool.offer(only("tempera:txadd TRANSACTION", FORM, arguments))
        .ifPresent(
            why -> {
              throw new CommandRefused("Not taken: " + why + ".");
            });
    return "Taken.";
  }

  /** Takes a transaction out. */
  public String txdrop(String... arguments) {
    return pool.drop(only("tempera:txdrop ID", "as tempera:txs shows it", arguments))
        ? "Dropped."
        : "It was not there; it will not be fetched for a while either.";
  }

  private static Encoded only(String usage, String form, String... arguments) {
    Optional<Encoded> item = arguments.length == 1 ? hex(arguments[0]) : Optional.empty();
    return item.orElseThrow(
        () -> CommandRefused.misused(usage, "its bytes in hexadecimal digits, " + form));
  }

  private static Optional<Encoded> hex(String digits) {
    try {
      return Optional.of(Encoded.ofHex(digits)).filter(item -> item.size() > 0);
    } catch (IllegalArgumentException noHex) {
      return Optional.empty();
    }
  }
}
