package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.chain.Encoded;
import io.tempera.containers.End.GoesOn;
import io.tempera.tx.TxPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The bundles that move chains, transactions and peers are swapped a hundred times under a live
 * conversation, at either end and in place and beside in turn, and nothing of the old ones stays in
 * memory.
 */
@RunWith(PaxExam.class)
public class ChainLeakIT {
  private static final Path MADE = Path.of("target/made-up/leak").toAbsolutePath();
  private static final String FILES = "tempera.test.made";
  private static final int BLOCKS = 10;
  private static final int SWAPS = 100;

  /** Peers are asked for once a second, so that it is not waited for each time. */
  private static final int ASKED_EACH = 20;

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private ChainPair pair;
  private Path made;
  private final OldLoaders old = new OldLoaders();

  @Configuration
  public Option[] node() throws Exception {
    // For two of the tests, on one chain.
    MadeUpFiles.write(MADE, BLOCKS, 2 * SWAPS);
    return options(
        NodeOptions.option(ChainPair.source("chain-leak", MADE)),
        frameworkProperty(FILES).value(MADE.toString()),
        junitBundles());
  }

  @Before
  public void aFollower() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    made = Path.of(context.getProperty(FILES));
    pair = ChainPair.start(context);
    pair.awaitSameTip();
  }

  @After
  public void noConnections() throws Exception {
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  public void ofAHundredChainSyncsOneIsLeft() throws Exception {
    MadeUpItems blocks = MadeUpItems.read(MadeUpItems.blocks(made));
    swap(Shipped.CHAIN_SYNC, () -> pair.extend(blocks));
  }

  @Test
  public void ofAHundredBlockFetchesOneIsLeft() throws Exception {
    MadeUpItems blocks = MadeUpItems.read(MadeUpItems.blocks(made));
    swap(Shipped.BLOCK_FETCH, () -> pair.extend(blocks));
  }

  @Test
  public void ofAHundredTxSubmissionsOneIsLeft() throws Exception {
    MadeUpItems transactions = MadeUpItems.read(MadeUpItems.transactions(made));
    GatedPool pool = new GatedPool(Probe.service(context, TxPool.class));
    pool.open();
    Dictionary<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1));
    ServiceRegistration<TxPool> service = context.registerService(TxPool.class, pool, first);
    List<Encoded> offered = new ArrayList<>();
    swap(
        Shipped.TX_SUBMISSION,
        () -> {
          Encoded next = transactions.next();
          offered.add(next);
          pair.offer(next);
          assertEquals(offered, pool.awaitReceived(offered.size()));
        });
    service.unregister();
  }

  @Test
  public void ofAHundredPeerSharingsOneIsLeft() throws Exception {
    int[] swapped = {0};
    swap(
        Shipped.PEER_SHARING,
        () -> {
          if (swapped[0]++ % ASKED_EACH == 0) {
            pair.awaitAsked(Shipped.PEER_SHARING);
          }
        });
  }

  /** Each version has its turn on the wire; the connection does not notice. */
  private void swap(Shipped protocol, GoesOn goesOn) throws Exception {
    for (int i = 1; i <= SWAPS; i++) {
      End end = pair.ends().get(i / 2 % 2);
      old.add(protocol.in(end.node()));
      end.swap(protocol, End.Way.values()[i % 2], "0.2." + i);
      goesOn.check();
    }
    pair.assertNobodyNoticed();
    for (End end : pair.ends()) {
      old.assertCollected(end.node());
    }
  }
}
