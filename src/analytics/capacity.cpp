// Capacity: of a time, over the time in which leads came.
#include "bantam/capacity.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "values/floating_point.hpp"

namespace bantam {

namespace {

Error refuse(std::string message) { return {Errc::out_of_range, std::move(message)}; }

}  // namespace

Result<double> leads_of(const Capacity& capacity, std::size_t leads, View<std::int64_t> at) {
  const DefaultFloatingPoint floating_point;
  if (capacity.share) {
    if (!(*capacity.share > 0) || !(*capacity.share <= 1))
      return refuse("a capacity is a share above 0 % and at most 100 %");
    return *capacity.share * static_cast<double>(leads);
  }
  if (!(capacity.leads > 0) || !std::isfinite(capacity.leads) || (capacity.per && capacity.per->ms <= 0))
    return refuse("a capacity is a positive number of leads");
  if (!capacity.per) return capacity.leads;
  if (at.size == 0) return refuse("a capacity in a time needs the times at which the leads came");
  const auto [first, last] = std::minmax_element(at.data, at.data + at.size);
  const Duration span{*last - *first};
  if (span < *capacity.per)
    return refuse("all leads came within less than " + to_text(*capacity.per) +
                  ", the time of the capacity");
  return capacity.leads * static_cast<double>(span.ms) / static_cast<double>(capacity.per->ms);
}

}  // namespace bantam
