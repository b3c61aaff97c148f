package io.tempera.peer.book.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.sharing.PeerBook;
import io.tempera.sharing.PeerQuestions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer book: learned peers are in a file that survives the node's end, however it comes, but
 * for what was learned in its last moments.
 *
 * <p>Others are told of the peers that the operator names, and of learned ones that this node has
 * spoken with at the address that it was told (as on the reference, where only peers are shared to
 * which there was a connection, PeerSelection.Governor.KnownPeers): so nobody can have it spread
 * addresses that nobody is at. Nobody is told of himself, nor is anybody far away told of a
 * loopback address, or believed one. Which of them are told is the same for 823 s.
 *
 * <p>Usable without OSGi, for tests and simulations: call {@link #close} at the end.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = {PeerBook.class, StoredPeerBook.class},
    configurationPid = PeerBookConfig.PID,
    immediate = true)
@Designate(ocd = PeerBookConfig.class)
public final class StoredPeerBook implements PeerBook, AutoCloseable {
  /** How long closing waits for the file to be written. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(StoredPeerBook.class);

  private final TemperaRuntime runtime;
  private final KnownPeers known;
  private final LearnedPeers learned = new LearnedPeers();
  private final AskTimes times = new AskTimes();
  private final Salt salt;
  private final Set<Asking> asking = new LinkedHashSet<>();
  private final Optional<BookFile> file;
  private final Optional<Saver> saver;
  private volatile PeerBookSettings settings;

  /** The component. */
  @Activate
  public StoredPeerBook(@Reference TemperaRuntime runtime, PeerBookConfig config) {
    this(runtime, PeerBookSettings.of(config));
  }

  /**
   * A book with what its file has. Blocks while that is read.
   *
   * @throws TemperaException when the file cannot be read, or is something else
   */
  public StoredPeerBook(TemperaRuntime runtime, PeerBookSettings settings) {
    this.runtime = runtime;
    this.settings = settings;
    this.salt = new Salt(runtime.clock(), runtime.chance());
    this.known = new KnownPeers(runtime);
    this.file = settings.file().map(BookFile::new);
    file.ifPresent(this::read);
    this.saver = file.map(its -> new Saver(runtime, its, this::learned, this::alsoWritten));
    known.set(settings.known());
  }

  private void read(BookFile from) {
    try {
      BookFile.Contents contents = from.read();
      contents.complaints().forEach(line -> LOG.warn("{}: {}.", PeerBookConfig.PID, line));
      contents.peers().forEach(learned::learn);
      learned.keep(settings.mostPeers());
    } catch (IOException e) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          PeerBookConfig.PID + ": file cannot be read: " + e.getMessage(),
          Optional.of(Failure.of(FailureCategory.CONFIGURATION, e)));
    }
  }

  @Modified
  void modified(PeerBookConfig config) {
    change(PeerBookSettings.of(config));
  }

  /** Other settings hold from now on, but for the file, which stays. Any thread. */
  public void change(PeerBookSettings newSettings) {
    List<Asking> all;
    boolean otherNames;
    synchronized (this) {
      otherNames = !newSettings.known().equals(settings.known());
      settings = newSettings;
      learned.keep(newSettings.mostPeers());
      all = List.copyOf(asking);
    }
    if (otherNames) {
      known.set(newSettings.known());
    }
    saver.ifPresent(Saver::changed);
    all.forEach(Asking::look);
  }

  /**
   * Waits until the file is written, at the most 10 s; what is learned later is not. Again: does
   * nothing.
   */
  @Deactivate
  @Override
  public void close() {
    known.set(List.of());
    try {
      if (saver.isPresent() && !saver.get().close(CLOSE_LIMIT)) {
        LOG.warn(
            "{}: the file is still being written after {} s; the last peers may be missing in it.",
            PeerBookConfig.PID,
            CLOSE_LIMIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<InetSocketAddress> share(int most, ConnectionId asker) {
    SocketAddress who = asker.remote();
    int limit = Math.min(most, settings.shareMost());
    synchronized (this) {
      return shareable().stream()
          .filter(peer -> Addresses.mayPass(peer, who) && !Addresses.isOf(peer, who))
          .sorted(salt.order())
          .limit(limit)
          .toList();
    }
  }

  private Set<InetSocketAddress> shareable() {
    Set<InetSocketAddress> all = new LinkedHashSet<>(known.addresses());
    all.addAll(learned.met());
    return all;
  }

  @Override
  public PeerQuestions questions(ConnectionId peer, Runnable news) {
    Asking questions = new Asking(this, runtime.timers(), peer, news);
    synchronized (this) {
      asking.add(questions);
      meet(peer);
    }
    return questions;
  }

  /** A peer told of others. */
  void learned(ConnectionId teacher, List<InetSocketAddress> peers) {
    synchronized (this) {
      times.asked(teacher.remote(), runtime.clock().nanos(), settings.mostPeers());
      List<InetSocketAddress> before = learned.all();
      peers.stream()
          .filter(peer -> Addresses.mayPass(peer, teacher.remote()))
          .filter(peer -> !peer.equals(teacher.local()))
          .forEach(learned::learn);
      learned.keep(settings.mostPeers());
      asking.forEach(questions -> meet(questions.peer()));
      if (learned.all().equals(before)) {
        return;
      }
    }
    saver.ifPresent(Saver::changed);
  }

  private void meet(ConnectionId peer) {
    if (peer.remote() instanceof InetSocketAddress address) {
      learned.meet(address);
    }
  }

  /** Nothing more is asked of a peer. */
  synchronized void ended(Asking questions) {
    asking.remove(questions);
  }

  /** How long it is until a peer is asked again, zero for now; empty for never. */
  synchronized Optional<Duration> untilAsked(SocketAddress peer) {
    Duration interval = settings.askInterval();
    return interval.isZero()
        ? Optional.empty()
        : Optional.of(times.left(peer, runtime.clock().nanos(), interval));
  }

  PeerBookSettings settings() {
    return settings;
  }

  /** What keeps the learned peers, if they are not in memory only. */
  Optional<BookFile> file() {
    return file;
  }

  private synchronized List<InetSocketAddress> learned() {
    return learned.all();
  }

  /** Another version of this bundle has written them into the file. */
  private synchronized void alsoWritten(List<InetSocketAddress> peers) {
    peers.forEach(learned::learn);
    learned.keep(settings.mostPeers());
  }

  /** All peers: first those that the operator names, then the learned ones, oldest first. */
  synchronized List<BookEntry> entries() {
    Set<InetSocketAddress> named = new LinkedHashSet<>(known.addresses());
    Set<InetSocketAddress> shared = shareable();
    return Stream.concat(
            named.stream(), learned.all().stream().filter(peer -> !named.contains(peer)))
        .map(peer -> new BookEntry(peer, named.contains(peer), shared.contains(peer)))
        .toList();
  }
}
