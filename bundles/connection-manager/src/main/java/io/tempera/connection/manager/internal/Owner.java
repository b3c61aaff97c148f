package io.tempera.connection.manager.internal;

import jakarta.inject.Inject;

/**
 * Marks the handles of one connection manager: each has one of its own, told apart by identity.
 * Entries are numbered from 1 in each of them, so a number alone says nothing.
 */
final class Owner {
  @Inject
  Owner() {}
}
