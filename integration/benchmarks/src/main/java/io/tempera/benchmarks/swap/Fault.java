package io.tempera.benchmarks.swap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Something that must not be, and how often it was.
 *
 * @param what it is
 * @param client how often it was seen in the client
 * @param server the same in the server
 */
record Fault(String what, long client, long server) {
  /** The accounts of one lane, from both sides. */
  private record Accounts(List<Account> client, List<Account> server) {
    Fault sum(String what, ToLongFunction<Account> count) {
      return new Fault(what, sum(client, count), sum(server, count));
    }

    private static long sum(List<Account> accounts, ToLongFunction<Account> count) {
      return accounts.stream().mapToLong(count).sum();
    }
  }

  /** What can be wrong with the conversations of a lane, once all of them have ended. */
  static List<Fault> of(Lane lane, Side client, Side server) throws IOException {
    Accounts both = new Accounts(client.accounts(lane), server.accounts(lane));
    int asks = client.version(lane);
    int answers = server.version(lane);
    Map<Integer, Account> asked = byPeer(both.client());
    Map<Integer, Account> answered = byPeer(both.server());
    List<Fault> faults = new ArrayList<>();
    faults.add(both.sum(lane.text() + ", messages lost", Account::lost));
    faults.add(both.sum(lane.text() + ", messages repeated", Account::repeated));
    faults.add(
        new Fault(
            lane.text() + ", one side has more",
            more(both.client(), answered),
            more(both.server(), asked)));
    faults.add(both.sum(lane.text() + ", begun again", account -> account.begun() - 1));
    faults.add(
        new Fault(
            lane.text() + ", hears old code",
            both.client().stream().filter(account -> account.heard() != answers).count(),
            both.server().stream().filter(account -> account.heard() != asks).count()));
    faults.add(
        new Fault(
            lane.text() + ", not handed over",
            client.wrongHandOvers(lane),
            server.wrongHandOvers(lane)));
    return faults;
  }

  private static Map<Integer, Account> byPeer(List<Account> accounts) {
    return accounts.stream().collect(Collectors.toMap(Account::peer, Function.identity()));
  }

  /** How many messages one side counts of which the other does not know. */
  private static long more(List<Account> accounts, Map<Integer, Account> others) {
    return accounts.stream()
        .mapToLong(
            account -> {
              Account other = others.get(account.peer());
              return Math.max(0, account.count() - (other == null ? 0 : other.count()));
            })
        .sum();
  }

  boolean isThere() {
    return client != 0 || server != 0;
  }

  @Override
  public String toString() {
    return what + ": " + client + " in the client, " + server + " in the server";
  }
}
