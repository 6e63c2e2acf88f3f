// The big shop's own program: it draws the shelf, makes a search index and finds what goes together, piece by piece,
// as shops do while their page loads.
(() => {
  const { products, rules } = window.bigShop;
  const shelf = document.querySelector(".shelf");
  const PIECE = 60;
  const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
  const index = new Map();

  const wordsOf = (product) =>
    `${product.name} ${product.text} ${product.reviews.join(" ")}`.toLowerCase().split(/[^a-z0-9]+/);

  function learn(product) {
    for (const word of wordsOf(product)) {
      for (let length = 2; length <= word.length; length += 1) {
        const start = word.slice(0, length);
        if (!index.has(start)) index.set(start, new Set());
        index.get(start).add(product.id);
      }
    }
  }

  function draw(product) {
    const card = document.createElement("article");
    card.className = "card";
    const picture = new Image(160, 160);
    picture.src = `/pictures/${product.id % 12}.png`;
    picture.loading = "lazy";
    picture.alt = "";
    const name = document.createElement("h3");
    name.textContent = product.name;
    const price = document.createElement("p");
    price.textContent = `${euros.format(rules[product.id](product.cents, 1) / 100)} ${"★".repeat(product.stars)}`;
    card.append(picture, name, price);
    shelf.append(card);
  }

  function likeness(one, other) {
    const mine = new Set(wordsOf(one));
    let shared = 0;
    for (const word of wordsOf(other)) if (mine.has(word)) shared += 1;
    return shared / mine.size + (one.group === other.group ? 1 : 0);
  }

  function pairUp(product) {
    const others = products.slice(0, 12).filter((other) => other !== product);
    product.goesWith = others.toSorted((a, b) => likeness(product, b) - likeness(product, a)).slice(0, 3);
  }

  const pieces = [];
  for (let begin = 0; begin < products.length; begin += PIECE) {
    const some = products.slice(begin, begin + PIECE);
    if (begin < 2 * PIECE) pieces.push(() => some.slice(0, 24).forEach(draw));
    pieces.push(() => some.forEach(learn));
  }
  pieces.push(() => products.slice(0, 24).forEach(pairUp));

  function work() {
    const piece = pieces.shift();
    if (!piece) return;
    piece();
    setTimeout(work, 20);
  }
  work();
})();
