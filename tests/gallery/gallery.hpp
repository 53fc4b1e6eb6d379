// Gallery: a page with every figure there is, drawn from made-up numbers.
#pragma once

#include <string>

#include "adapters/html_page.hpp"

namespace gallery {

/// Hostile: names that are long, turn the direction of writing, or try to be markup.
enum class Names { usual, hostile };

/// `rows`: how many things each figure shows.
std::string page(Names names, std::size_t rows);

}  // namespace gallery
