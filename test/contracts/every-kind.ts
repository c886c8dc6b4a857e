/** A campus that signs a contract of every kind. */
export const EVERY_KIND = `
firmwatt: 1
resolution: weeks:2
money: { currency: EUR }
demand: { training: { targetEFLOPShPerYear: 60000 } }
accelerators: { gb200-nvl72: {} }
contracts:
  rented-compute: { accelerator: h100-sxm, commitment: on-demand, maxChips: 100 }
  cloud: { kind: rented-compute, accelerator: h100-sxm, commitment: reserved, maxChips: 100 }
  bundled-compute: { minMW: 1, maxMW: 1, place: dallas }
sites:
  a:
    place: frankfurt
    connection: { firmMW: 80 }
    supply: { solar: { minMW: 10, maxMW: 10 } }
    cooling: { air-economiser: {}, cold-plate-dry-cooler: {} }
    contracts:
      pay-as-produced: { minMW: 4, maxMW: 4, negativePrice: unpaid, curtailedFrac: 0.05, curtailmentPaid: true, buyerRating: bb }
      sun: { kind: pay-as-produced, plant: solar, minMW: 3, maxMW: 3, negativePrice: deemed, place: marseille }
      baseload-annual: { minMW: 2, maxMW: 2, clean: true, index: de-cpi }
      baseload-monthly: { minMW: 2, maxMW: 2, index: fixed }
      fixed-profile: { minMW: 2, maxMW: 2, escalatorFracPerYear: 0.025 }
      shaped-24-7: { loadFrac: 0.2, must: true }
      virtual: { minMW: 3, maxMW: 3, place: esbjerg, negativePrice: unpaid }
      sleeved: { minMW: 2, maxMW: 2, shape: flat }
      tolling-gas: { minMW: 2, maxMW: 2 }
      tolling-battery: { minMW: 2, maxMW: 2 }
      btm-service: { minMW: 2, maxMW: 2, plant: gas, passedOnUSDPerMWh: 30 }
      roof: { kind: btm-service, plant: solar, minMW: 2, maxMW: 2 }
      green-tariff: { minMW: 2, maxMW: 2, creditFrac: 0.9 }
      contracted-hydro: { minMW: 2, maxMW: 2 }
      nuclear-ppa: { minMW: 2, maxMW: 2, price: 90, currency: USD, priceYear: 2024 }
      fusion-offer: { minMW: 2, maxMW: 2 }
      colocation: { minMW: 1, maxMW: 1 }
      powered-shell: { minMW: 1, maxMW: 1 }
`;
