// Key: what the tombstones of erased leads are made with, in a file of its own.
#pragma once

#include "crm.hpp"

namespace crm {

/// Draws the key of the tombstones, where there is none yet. It lies beside the database and not in
/// it: a copy of the database alone tells nobody who was erased. Keep it, and keep it apart.
/// Killed at any moment, there is a whole key or none.
///
/// Errors   Failure where leads are erased and the key is gone: with another they would come back.
void make_key(Crm& crm);

/// Errors   Failure where there is none. A key is never shown.
bantam::ErasureKey read_key(const Crm& crm);

}  // namespace crm
