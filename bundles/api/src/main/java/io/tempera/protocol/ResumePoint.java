package io.tempera.protocol;

/**
 * Where an implementation can carry on.
 *
 * @param point the state's name, as the protocol's table has it
 * @param memoVersion the version of the memo that it understands there; 0 for none
 */
public record ResumePoint(String point, int memoVersion) {}
