package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.containers.End.GoesOn;
import io.tempera.containers.End.Way;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.tx.TxPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
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
 * The bundles that move chains, transactions and peers are swapped at each point at which a
 * conversation can carry on, at either end: the conversation goes on as if nothing had happened.
 */
@RunWith(PaxExam.class)
public class ChainSwapIT {
  private static final Path MADE = Path.of("target/made-up/swap").toAbsolutePath();
  private static final String FILES = "tempera.test.made";
  private static final int BLOCKS = 6_000;
  private static final int MORE = 1_000;
  private static final String NEWER = "0.1.1";

  /** How many transactions are on their way at a time, and so at most unacknowledged. */
  private static final int SOME = 10;

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private NettyLeaks leaks;
  private SlowDisk disk;
  private GatedPool pool;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private Path made;
  private ChainPair pair;

  @Configuration
  public Option[] node() throws Exception {
    MadeUpFiles.write(MADE, BLOCKS, MORE);
    return options(
        NodeOptions.option(ChainPair.source("chain-swap", MADE)),
        frameworkProperty(FILES).value(MADE.toString()),
        junitBundles());
  }

  @Before
  public void aFollowerOfALongChain() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    made = Path.of(context.getProperty(FILES));
    leaks = NettyLeaks.watch(context);
    disk = new SlowDisk(Probe.service(context, ChainSource.class));
    pool = new GatedPool(Probe.service(context, TxPool.class));
    Dictionary<String, Object> first = new Hashtable<>();
    first.put(Constants.SERVICE_RANKING, 1);
    services.add(context.registerService(ChainSource.class, disk, first));
    services.add(context.registerService(TxPool.class, pool, first));
    pair = ChainPair.start(context);
  }

  @After
  public void nothingIsLeft() throws Exception {
    if (pair != null) {
      pair.close();
    }
    services.forEach(ServiceRegistration::unregister);
    leaks.check();
  }

  @Test
  public void chainSyncInBulkTakesWhatIsOutstandingFirst() throws Exception {
    inBulk(Shipped.CHAIN_SYNC, "StIdle");
  }

  @Test
  public void blockFetchTakesAHundredRangesFirst() throws Exception {
    inBulk(Shipped.BLOCK_FETCH, "BFIdle");
  }

  private void inBulk(Shipped protocol, String point) throws Exception {
    for (End end : pair.ends()) {
      for (Way way : Way.values()) {
        pair.awaitManyOutstanding();
        end.swapAndBack(protocol, way, NEWER, point, pair::awaitMoreBlocks);
      }
    }
    pair.assertBehind();
    disk.beFast();
    pair.awaitSameTip();
    pair.assertHas(MadeUpItems.chain(made));
    pair.assertNobodyNoticed();
  }

  @Test
  public void chainSyncAndBlockFetchAtTheTipOweTheNextBlock() throws Exception {
    MadeUpItems blocks = MadeUpItems.read(MadeUpItems.blocks(made));
    disk.beFast();
    pair.awaitSameTip();
    GoesOn nextBlock =
        () -> {
          pair.extend(blocks);
          pair.awaitAt(Shipped.CHAIN_SYNC, "StMustReply");
          pair.awaitAt(Shipped.BLOCK_FETCH, "BFIdle");
        };
    nextBlock.check();
    for (End end : pair.ends()) {
      for (Way way : Way.values()) {
        end.swapAndBack(Shipped.CHAIN_SYNC, way, NEWER, "StMustReply", nextBlock);
        end.swapAndBack(Shipped.BLOCK_FETCH, way, NEWER, "BFIdle", nextBlock);
      }
    }
    pair.assertNobodyNoticed();
  }

  @Test
  public void txSubmissionWithUnacknowledgedIdsSendsEachTransactionOnce() throws Exception {
    MadeUpItems transactions = MadeUpItems.read(MadeUpItems.transactions(made));
    List<Encoded> offered = new ArrayList<>();
    disk.beFast();
    GoesOn nextTransactions =
        () -> {
          offer(transactions, offered);
          assertEquals(offered, pool.awaitReceived(offered.size()));
          pair.awaitAt(Shipped.TX_SUBMISSION, "StTxIdsBlocking");
        };
    for (End end : pair.ends()) {
      for (Way way : Way.values()) {
        pool.shut();
        int before = offered.size();
        offer(transactions, offered);
        pool.awaitNamed(before + 1);
        // Nothing is wanted yet, so what was named is not acknowledged before, between and after.
        end.swapAndBack(Shipped.TX_SUBMISSION, way, NEWER, "StIdle", () -> {});
        assertEquals(offered.subList(0, before), pool.awaitReceived(before));
        pool.open();
        assertEquals(offered, pool.awaitReceived(offered.size()));
        pair.awaitAt(Shipped.TX_SUBMISSION, "StTxIdsBlocking");
        end.swapAndBack(Shipped.TX_SUBMISSION, way, NEWER, "StTxIdsBlocking", nextTransactions);
      }
    }
    pair.assertNobodyNoticed();
  }

  private void offer(MadeUpItems transactions, List<Encoded> offered) throws Exception {
    for (int i = 0; i < SOME; i++) {
      Encoded next = transactions.next();
      pair.offer(next);
      offered.add(next);
    }
  }

  @Test
  public void peerSharingGoesOnAsking() throws Exception {
    disk.beFast();
    pair.awaitAsked(Shipped.PEER_SHARING);
    for (End end : pair.ends()) {
      for (Way way : Way.values()) {
        end.swapAndBack(
            Shipped.PEER_SHARING,
            way,
            NEWER,
            "StIdle",
            () -> pair.awaitAsked(Shipped.PEER_SHARING));
      }
    }
    pair.assertNobodyNoticed();
  }
}
