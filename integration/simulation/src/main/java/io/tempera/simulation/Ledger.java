package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that the halves of {@link Numbered} do, on all nodes of a world, in order; and whether every
 * message is accounted for.
 */
public final class Ledger {
  private final AtomicLong lastTalk = new AtomicLong();
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  /** What a half does. */
  public enum What {
    /** An initiator begins a conversation. */
    BEGINS,
    /** An initiator carries on a conversation. */
    ASKER_RESUMES,
    /** An initiator is about to send a question. */
    ASKS,
    /** An initiator has received an answer. */
    IS_ANSWERED,
    /** An initiator is about to say that the conversation is over. */
    ENDS,
    /** A responder carries on a conversation; 0 before its first question. */
    ANSWERER_RESUMES,
    /** A responder has received a question. */
    HANDLES,
    /** A responder has received the end. */
    HEARS_END,
    /** A half has received something, and fails. */
    FAILS
  }

  /**
   * A line.
   *
   * @param connectionId as the half's node calls it
   * @param number the mini-protocol's
   * @param talk the conversation, which has the same name on both sides
   * @param n which question; what was last for the halves that carry on
   * @param version of the half's bundle
   */
  public record Entry(
      What what, ConnectionId connectionId, int number, long talk, long n, int version) {}

  /** A conversation of its own. */
  long newTalk() {
    return lastTalk.incrementAndGet();
  }

  void write(Entry entry) {
    entries.add(entry);
  }

  /** All of them so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * What is wrong, a sentence each: questions and answers that are missing, that come twice or in
   * another order; halves that carry on elsewhere than the one before stopped; two implementations
   * at once in one half; ends before everything was said.
   */
  public List<String> violations() {
    Map<Long, Course> talks = new LinkedHashMap<>();
    List<String> violations = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.talk() > 0) {
        Course course = talks.computeIfAbsent(entry.talk(), t -> new Course());
        course.wrong(entry).ifPresent(why -> violations.add(why + ": " + entry));
      }
    }
    return violations;
  }

  /**
   * The conversations that somebody began on a connection and that have not come to their ends, on
   * both sides, with every question handled and answered.
   *
   * @param asker the connection as the node calls it that asks there
   */
  public SortedSet<Long> unfinished(ConnectionId asker) {
    SortedMap<Long, Course> talks = new TreeMap<>();
    Set<Long> theirs = new TreeSet<>();
    for (Entry entry : entries) {
      talks.computeIfAbsent(entry.talk(), t -> new Course()).wrong(entry);
      if (entry.what() == What.BEGINS && entry.connectionId().equals(asker)) {
        theirs.add(entry.talk());
      }
    }
    talks.values().removeIf(Course::isFinished);
    talks.keySet().retainAll(theirs);
    return new TreeSet<>(talks.keySet());
  }

  /** How far one conversation has come. */
  private static final class Course {
    private final Side asker = new Side();
    private final Side answerer = new Side();
    private long asked;
    private long answered;
    private long handled;
    private boolean over;
    private boolean heard;

    boolean isFinished() {
      return heard && asked == handled && handled == answered;
    }

    Optional<String> wrong(Entry entry) {
      return switch (entry.what()) {
        case BEGINS -> {
          asker.begins(entry);
          yield unless(asked == 0, "it has begun before");
        }
        case ASKER_RESUMES -> {
          asker.begins(entry);
          yield unless(entry.n() == answered && asked == answered, "it stopped at " + answered);
        }
        case ASKS ->
            asker.other(entry).or(() -> unless(entry.n() == ++asked && !over, "out of order"));
        case IS_ANSWERED ->
            asker
                .other(entry)
                .or(
                    () ->
                        unless(
                            entry.n() == ++answered && answered <= handled, "not the next answer"));
        case ENDS -> {
          over = true;
          yield asker.other(entry).or(() -> unless(answered == asked, "not all is answered"));
        }
        case ANSWERER_RESUMES -> {
          answerer.begins(entry);
          yield unless(entry.n() == handled, "it stopped at " + handled);
        }
        case HANDLES ->
            answerer
                .other(entry)
                .or(
                    () ->
                        unless(
                            entry.n() == ++handled && handled <= asked, "not the next question"));
        case HEARS_END -> {
          heard = true;
          yield answerer
              .other(entry)
              .or(() -> unless(over && handled == asked, "the end before the last question"));
        }
        case FAILS -> Optional.empty();
      };
    }

    private static Optional<String> unless(boolean holds, String what) {
      return holds ? Optional.empty() : Optional.of(what);
    }
  }

  /** Which implementation runs one half of a conversation. */
  private static final class Side {
    private Optional<Integer> version = Optional.empty();

    void begins(Entry entry) {
      version = Optional.of(entry.version());
    }

    /**
     * Another one that has not said that it carries on; a responder need not say that it begins.
     */
    Optional<String> other(Entry entry) {
      Optional<Integer> before = version;
      version = Optional.of(entry.version());
      return before.filter(v -> v != entry.version()).map(v -> "version " + v + " runs it");
    }
  }
}
