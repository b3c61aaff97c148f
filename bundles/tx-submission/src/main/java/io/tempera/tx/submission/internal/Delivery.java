package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import java.util.List;
import java.util.Map;

/**
 * What came of a request for transactions.
 *
 * @param received the transactions that were asked for, by id, as they came
 * @param missing the ids of those that did not come
 * @param unreadable how many came that nothing can read; they are among the missing ones
 */
record Delivery(Map<Encoded, Encoded> received, List<Encoded> missing, int unreadable) {}
