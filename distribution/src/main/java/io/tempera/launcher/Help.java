package io.tempera.launcher;

/** What {@code --help} prints. */
final class Help {
  static final String TEXT =
      """
      Tempera keeps peer connections at a temperature.

      ./run                 the main job: two nodes on this machine; the one takes the other from cold
                            to warm to hot and back, and says what happens
      ./run node [options]  one node, until Ctrl-C or SIGTERM; on a terminal it offers its shell
      ./run --help          this text

      bin/tempera run [options]    one node in the foreground (what ./run node does)
      bin/tempera start [options]  one node in the background; returns when it is up
      bin/tempera stop             ends it: its peers are closed in order first
      bin/tempera status           says how it is; exit code 3 when it does not run
      bin/tempera shell [command]  its shell, or one command of it, such as tempera:peers
      bin/tempera demo             the main job

      Options of a node:
        --listen HOST:PORT     accept connections there; port 0 takes a free one and prints it
                               (default 127.0.0.1:3001)
        --magic N              the network's magic number (default 764824073, Cardano's mainnet)
        --connect HOST:PORT    keep this peer hot; may be given several times
        --initiator-only       accept nothing, and offer connections that only we use
        --versions 14,15       the node-to-node versions to offer
        --own-protocols 7001   numbers of mini-protocols of our own, or ranges, to run with peers that
                               name them too (default none; 7001 is echo)

      TEMPERA_BASE is the directory for data/, log/ and deploy/ of one node, for several of one
      distribution (default its own directory; ./run node makes distribution/target/nodes/<process id>).
      Everything else stands in etc/*.cfg of the distribution, with an explanation beside each setting.

      Exit codes: 0 done, 1 failed, 2 the command line makes no sense, 3 there is no node
      to ask (status, shell).
      """;

  private Help() {}
}
